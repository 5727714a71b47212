package dev.sagas.chaos.load;

import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.chaos.ChaosData;

/** A saga of random shape, at least with a signal and an approval. */
public final class ChaosSaga2 implements SagaDefinition<ChaosData> {
  @Override
  public Saga<ChaosData> define() {
    return ChaosDefinitions.define(2, 1);
  }
}
