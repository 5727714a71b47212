package dev.sagas.definition;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * Makes the command that undoes a step. Must be pure.
 *
 * @param <D> the saga's data
 * @param <R> the reply record of the step's execute
 */
@FunctionalInterface
public interface CompensationFunction<D, R> {
  /**
   * Makes the command.
   *
   * @param data the saga's data
   * @param reply what the execute answered; empty while its outcome is unknown
   */
  SpecificRecord command(D data, Optional<R> reply);
}
