package dev.sagas.orchestrator.doctor;

import java.util.Optional;
import java.util.function.Function;

/**
 * The result of an examination, or why there is none.
 *
 * @param value empty if it could not be examined
 * @param whyNot empty text if it could
 */
record Look<T>(Optional<T> value, String whyNot) {
  static <T> Look<T> at(T value) {
    return new Look<>(Optional.of(value), "");
  }

  static <T> Look<T> failed(String whyNot) {
    return new Look<>(Optional.empty(), whyNot);
  }

  /** The result of one of the functions. */
  <R> R map(Function<T, R> seen, Function<String, R> notSeen) {
    return value.map(seen).orElseGet(() -> notSeen.apply(whyNot));
  }
}
