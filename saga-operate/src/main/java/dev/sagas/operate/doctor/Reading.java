package dev.sagas.operate.doctor;

import java.util.Optional;
import java.util.function.Function;

/**
 * The result of an examination, or why there is none.
 *
 * @param value empty if it could not be examined
 * @param whyNot empty text if it could
 */
record Reading<T>(Optional<T> value, String whyNot) {
  static <T> Reading<T> at(T value) {
    return new Reading<>(Optional.of(value), "");
  }

  static <T> Reading<T> failed(String whyNot) {
    return new Reading<>(Optional.empty(), whyNot);
  }

  /** The result of one of the functions. */
  <R> R map(Function<T, R> seen, Function<String, R> notSeen) {
    return value.map(seen).orElseGet(() -> notSeen.apply(whyNot));
  }
}
