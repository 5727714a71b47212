package dev.sagas.definition;

/**
 * Copies a participant's reply into the saga's data. Must be pure; may change and return its first
 * argument.
 *
 * @param <D> the saga's data
 * @param <R> the reply record
 */
@FunctionalInterface
public interface ReplyFunction<D, R> {
  D apply(D data, R reply);
}
