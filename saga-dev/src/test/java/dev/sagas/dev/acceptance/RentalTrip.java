package dev.sagas.dev.acceptance;

import dev.sagas.definition.RetryPolicy;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.trip.TripData;
import java.time.Duration;

/** A car of a rental office, then a room; giving the car back is tried twice. */
public final class RentalTrip implements SagaDefinition<TripData> {
  static final String RENTALS = "rentals";

  @Override
  public Saga<TripData> define() {
    return Saga.named("rental-trip", 1, TripData.class)
        .step(
            "book-car",
            step ->
                TripSteps.car(step, RENTALS)
                    .compensationRetry(
                        RetryPolicy.exponential()
                            .withMaxAttempts(2)
                            .withInitialBackoff(Duration.ofMillis(50))))
        .step("book-hotel", TripSteps::hotel)
        .build();
  }
}
