package dev.sagas.chaos.load;

import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.chaos.ChaosData;

/** Takes money from an account of one participant and puts it to an account of another. */
public final class ChaosTransfer implements SagaDefinition<ChaosData> {
  @Override
  public Saga<ChaosData> define() {
    return ChaosDefinitions.define(0, 1);
  }
}
