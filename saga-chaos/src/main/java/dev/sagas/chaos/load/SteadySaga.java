package dev.sagas.chaos.load;

import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.chaos.ChaosData;

/** One command, so that each saga of a steady load ends at once. */
public final class SteadySaga implements SagaDefinition<ChaosData> {
  static final int NUMBER = 100;

  @Override
  public Saga<ChaosData> define() {
    return ShapedSaga.of(ChaosDefinitions.steady(), 1);
  }
}
