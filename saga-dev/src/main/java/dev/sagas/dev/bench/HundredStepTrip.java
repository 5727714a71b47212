package dev.sagas.dev.bench;

import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.trip.TripData;

/** A hundred steps, which are those of {@link ThreeStepTrip} in turns. */
public final class HundredStepTrip implements SagaDefinition<TripData> {
  static final String TYPE = "bench-hundred";

  private static final int STEPS = 100;

  @Override
  public Saga<TripData> define() {
    Saga.Builder<TripData> saga = Saga.named(TYPE, 1, TripData.class);
    for (int i = 1; i <= STEPS; i++) {
      switch (i % 3) {
        case 1 -> saga.step("step-" + i, ThreeStepTrip::bookCar);
        case 2 -> saga.step("step-" + i, ThreeStepTrip::bookHotel);
        default -> saga.step("step-" + i, ThreeStepTrip::bookFlight);
      }
    }
    return saga.build();
  }
}
