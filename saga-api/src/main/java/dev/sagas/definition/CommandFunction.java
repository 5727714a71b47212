package dev.sagas.definition;

import org.apache.avro.specific.SpecificRecord;

/**
 * Makes a command from the saga's data. Must be pure.
 *
 * @param <D> the saga's data
 * @param <C> the command record
 */
@FunctionalInterface
public interface CommandFunction<D, C extends SpecificRecord> {
  /** Makes the command. */
  C command(D data);
}
