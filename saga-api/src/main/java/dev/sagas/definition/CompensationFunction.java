package dev.sagas.definition;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * Makes the command that undoes a step, from what its execute answered. Must be pure.
 *
 * @param <D> the saga's data
 * @param <R> the reply record of the step's execute
 * @param <C> the command record
 */
@FunctionalInterface
public interface CompensationFunction<D, R, C extends SpecificRecord> {
  /**
   * Makes the command.
   *
   * @param data the saga's data
   * @param reply what the execute answered; empty while its outcome is unknown
   */
  C command(D data, Optional<R> reply);
}
