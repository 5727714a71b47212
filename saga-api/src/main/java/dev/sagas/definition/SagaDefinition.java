package dev.sagas.definition;

import org.apache.avro.specific.SpecificRecord;

/**
 * One version of a saga: the class that a team deploys.
 *
 * <ul>
 *   <li>Must have a public no-argument constructor.
 *   <li>Its functions must be pure: no clock, randomness, I/O or state outside their arguments.
 *       They run again whenever history is replayed.
 *   <li>Each function gets its own copy of the data and may change and return it.
 * </ul>
 *
 * @param <D> the Avro record that starts the saga and holds its data
 */
public interface SagaDefinition<D extends SpecificRecord> {
  /**
   * Describes the saga.
   *
   * @throws InvalidDefinitionException if the definition cannot work
   */
  Saga<D> define();
}
