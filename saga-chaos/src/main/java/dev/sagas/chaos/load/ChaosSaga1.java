package dev.sagas.chaos.load;

import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.chaos.ChaosData;

/** A saga of random shape, at least with a parallel group and a pivot. */
public final class ChaosSaga1 implements SagaDefinition<ChaosData> {
  @Override
  public Saga<ChaosData> define() {
    return ChaosDefinitions.define(1, 1);
  }
}
