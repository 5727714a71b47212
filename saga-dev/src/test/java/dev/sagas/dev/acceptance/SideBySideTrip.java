package dev.sagas.dev.acceptance;

import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.trip.TripData;
import java.time.Duration;

/** A car, a room and a seat are booked side by side, and slept on. */
public final class SideBySideTrip implements SagaDefinition<TripData> {
  @Override
  public Saga<TripData> define() {
    return Saga.named("side-by-side-trip", 1, TripData.class)
        .parallel(
            "book",
            group ->
                group
                    .branch(
                        "car",
                        branch ->
                            branch.step("book-car", step -> TripSteps.car(step, TripSteps.CARS)))
                    .branch("hotel", branch -> branch.step("book-hotel", TripSteps::hotel))
                    .branch("flight", branch -> branch.step("book-flight", TripSteps::flight)))
        .sleep("sleep-on-it", sleep -> sleep.duration(Duration.ofMillis(200)))
        .build();
  }
}
