package dev.sagas.dev.bench;

import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.trip.TripData;

/** Waits for an approval that never comes: a live saga that costs nothing but its state. */
public final class WaitingTrip implements SagaDefinition<TripData> {
  static final String TYPE = "bench-waiting";

  @Override
  public Saga<TripData> define() {
    return Saga.named(TYPE, 1, TripData.class)
        .approval("travel-desk", approval -> approval)
        .step("book-car", ThreeStepTrip::bookCar)
        .build();
  }
}
