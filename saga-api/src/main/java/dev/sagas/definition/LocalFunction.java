package dev.sagas.definition;

/**
 * Changes the saga's data. Must be pure; may change and return its argument.
 *
 * @param <D> the saga's data
 */
@FunctionalInterface
public interface LocalFunction<D> {
  D apply(D data);
}
