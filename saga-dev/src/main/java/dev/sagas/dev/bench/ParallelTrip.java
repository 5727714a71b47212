package dev.sagas.dev.bench;

import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.trip.TripData;

/** The steps of {@link ThreeStepTrip} in a group. */
public final class ParallelTrip implements SagaDefinition<TripData> {
  static final String TYPE = "bench-parallel";

  @Override
  public Saga<TripData> define() {
    return Saga.named(TYPE, 1, TripData.class)
        .parallel(
            "book",
            group ->
                group
                    .branch("car", branch -> branch.step("book-car", ThreeStepTrip::bookCar))
                    .branch("hotel", branch -> branch.step("book-hotel", ThreeStepTrip::bookHotel))
                    .branch(
                        "flight", branch -> branch.step("book-flight", ThreeStepTrip::bookFlight)))
        .build();
  }
}
