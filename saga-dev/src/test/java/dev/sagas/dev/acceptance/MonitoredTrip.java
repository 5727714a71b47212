package dev.sagas.dev.acceptance;

import dev.sagas.definition.RetryPolicy;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.trip.TripData;
import java.time.Duration;

/** A car, then a room; what fails is not tried for long. */
public final class MonitoredTrip implements SagaDefinition<TripData> {
  @Override
  public Saga<TripData> define() {
    return define("monitored-trip", Duration.ofMinutes(5));
  }

  private static Saga<TripData> define(String type, Duration timeout) {
    RetryPolicy twice =
        RetryPolicy.exponential().withMaxAttempts(2).withInitialBackoff(Duration.ofMillis(50));
    return Saga.named(type, 1, TripData.class)
        .step(
            "book-car",
            step ->
                TripSteps.car(step, TripSteps.CARS)
                    .timeout(timeout)
                    .compensationTimeout(Duration.ofMinutes(5))
                    .retry(twice)
                    .compensationRetry(RetryPolicy.never()))
        .step("book-hotel", TripSteps::hotel)
        .build();
  }

  /** Waits for the car for a short time. */
  public static final class Impatient implements SagaDefinition<TripData> {
    @Override
    public Saga<TripData> define() {
      return MonitoredTrip.define("impatient-monitored-trip", Duration.ofMillis(100));
    }
  }
}
