package dev.sagas.chaos.load;

import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.chaos.ChaosData;

/** A saga of random shape, at least with a sleep, a local step and a parallel group. */
public final class ChaosSaga3 implements SagaDefinition<ChaosData> {
  @Override
  public Saga<ChaosData> define() {
    return ChaosDefinitions.define(3, 1);
  }
}
