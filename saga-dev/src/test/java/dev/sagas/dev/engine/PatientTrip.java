package dev.sagas.dev.engine;

import dev.sagas.definition.OnTimeout;
import dev.sagas.definition.RetryPolicy;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.definition.StepBuilder;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.TripData;
import java.time.Duration;

/** A car that is waited for longer than any test lasts, unless the test's clock jumps. */
public final class PatientTrip implements SagaDefinition<TripData> {
  static final String TYPE = "patient-trip";

  @Override
  public Saga<TripData> define() {
    return Saga.named(TYPE, 1, TripData.class).step("book-car", PatientTrip::car).build();
  }

  private static StepBuilder<TripData> car(StepBuilder<TripData> step) {
    return step.participant("cars")
        .command(
            BookCar.class, trip -> new BookCar(trip.getTripId(), trip.getTraveller(), "compact", 1))
        .timeout(Duration.ofMinutes(10))
        .retry(RetryPolicy.exponential().withInitialBackoff(Duration.ofMillis(100)))
        .pivot();
  }

  /** The same after an approval that is waited for as long. */
  public static final class Approved implements SagaDefinition<TripData> {
    static final String TYPE = "approved-patient-trip";

    @Override
    public Saga<TripData> define() {
      return Saga.named(TYPE, 1, TripData.class)
          .approval(
              "desk", approval -> approval.timeout(Duration.ofMinutes(10), OnTimeout.COMPENSATE))
          .step("book-car", PatientTrip::car)
          .build();
    }
  }
}
