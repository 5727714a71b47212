package dev.sagas.definition;

import java.time.Instant;

/**
 * Computes an instant from the saga's data. Must be pure.
 *
 * @param <D> the saga's data
 */
@FunctionalInterface
public interface InstantFunction<D> {
  Instant at(D data);
}
