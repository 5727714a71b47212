package dev.sagas.definition;

/**
 * Copies a signal into the saga's data. Must be pure; may change and return its first argument.
 *
 * @param <D> the saga's data
 * @param <S> the signal's record
 */
@FunctionalInterface
public interface SignalFunction<D, S> {
  D apply(D data, S signal);
}
