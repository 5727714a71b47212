package dev.sagas.dev.participant;

import dev.sagas.definition.RetryPolicy;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.definition.StepBuilder;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.CancelCar;
import dev.sagas.samples.schema.trip.TripData;
import java.time.Duration;

/** One car from a desk whose handlers are bad; two attempts, and then it is given up. */
public final class RentedCar implements SagaDefinition<TripData> {
  static final String TYPE = "rented-car";

  @Override
  public Saga<TripData> define() {
    return Saga.named(TYPE, 1, TripData.class).step("book-car", RentedCar::bookCar).build();
  }

  private static StepBuilder<TripData> bookCar(StepBuilder<TripData> step) {
    RetryPolicy twice =
        RetryPolicy.exponential().withMaxAttempts(2).withInitialBackoff(Duration.ofMillis(10));
    return step.participant("bad-desk")
        .command(
            BookCar.class,
            trip ->
                new BookCar(
                    trip.getTripId(), trip.getTraveller(), trip.getCarClass(), trip.getDays()))
        .timeout(Duration.ofSeconds(30))
        .retry(twice)
        .compensation(CancelCar.class, trip -> new CancelCar(trip.getTripId()));
  }
}
