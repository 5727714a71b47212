package dev.sagas.dev.fuzz;

import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import java.time.Duration;

/** A saga whose data, command and reply have umlauts in the docs of their schema. */
public final class NightTrip implements SagaDefinition<NightData> {
  static final String TYPE = "night-trip";

  @Override
  public Saga<NightData> define() {
    return Saga.named(TYPE, 1, NightData.class)
        .step(
            "stay",
            step ->
                step.participant(Services.NIGHTS)
                    .timeout(Duration.ofMinutes(5))
                    .command(NightData.class, night -> night))
        .build();
  }
}
