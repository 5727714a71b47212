package dev.sagas.dev.acceptance;

import dev.sagas.definition.RetryPolicy;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.trip.TripData;
import java.time.Duration;

/** A car, then a flight that is booked for good: asked for once, and waited for a short time. */
public final class PrepaidTrip implements SagaDefinition<TripData> {
  static final String AIRLINE = "airline";

  @Override
  public Saga<TripData> define() {
    return Saga.named("prepaid-trip", 1, TripData.class)
        .step("book-car", step -> TripSteps.car(step, TripSteps.CARS))
        .step(
            "book-flight",
            step ->
                TripSteps.flightForGood(step, AIRLINE)
                    .timeout(Duration.ofSeconds(1))
                    .retry(RetryPolicy.never())
                    .pivot())
        .build();
  }
}
