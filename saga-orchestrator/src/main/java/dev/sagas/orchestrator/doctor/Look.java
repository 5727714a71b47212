package dev.sagas.orchestrator.doctor;

import java.util.Optional;
import java.util.function.Function;

/**
 * What was seen, or why nothing could be.
 *
 * @param value empty if it could not be looked at
 * @param whyNot empty text if it could
 */
record Look<T>(Optional<T> value, String whyNot) {
  static <T> Look<T> at(T value) {
    return new Look<>(Optional.of(value), "");
  }

  static <T> Look<T> failed(String whyNot) {
    return new Look<>(Optional.empty(), whyNot);
  }

  /** What one of the functions makes of it. */
  <R> R map(Function<T, R> seen, Function<String, R> notSeen) {
    return value.map(seen).orElseGet(() -> notSeen.apply(whyNot));
  }
}
