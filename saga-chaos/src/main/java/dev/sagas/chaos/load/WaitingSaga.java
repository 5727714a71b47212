package dev.sagas.chaos.load;

import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.chaos.ChaosData;

/** Waits for a decision that is never made: a live saga that costs nothing but its state. */
public final class WaitingSaga implements SagaDefinition<ChaosData> {
  static final int NUMBER = 101;

  @Override
  public Saga<ChaosData> define() {
    return ShapedSaga.of(ChaosDefinitions.waiting(), 1);
  }
}
