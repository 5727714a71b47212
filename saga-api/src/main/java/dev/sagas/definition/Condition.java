package dev.sagas.definition;

/**
 * Decides something from the saga's data. Must be pure.
 *
 * @param <D> the saga's data
 */
@FunctionalInterface
public interface Condition<D> {
  boolean holds(D data);
}
