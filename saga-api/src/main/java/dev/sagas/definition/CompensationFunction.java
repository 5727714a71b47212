package dev.sagas.definition;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * Makes the command that undoes a step, from the reply to its execute. Must be pure.
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
   * @param reply the reply to the execute; empty while its outcome is unknown
   */
  C command(D data, Optional<R> reply);
}
