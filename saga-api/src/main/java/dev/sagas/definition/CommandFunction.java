package dev.sagas.definition;

import org.apache.avro.specific.SpecificRecord;

/**
 * Makes a step's command from the saga's data. Must be pure.
 *
 * @param <D> the saga's data
 */
@FunctionalInterface
public interface CommandFunction<D> {
  SpecificRecord command(D data);
}
