package dev.sagas.dev.engine;

import dev.sagas.definition.RetryPolicy;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.BookHotel;
import dev.sagas.samples.schema.trip.CancelCar;
import dev.sagas.samples.schema.trip.TripData;
import java.time.Duration;

/** A car, then a hotel; without the hotel the car is given back. */
public final class TwoStepTrip implements SagaDefinition<TripData> {
  static final String TYPE = "two-step-trip";

  @Override
  public Saga<TripData> define() {
    return define(TYPE, Duration.ofSeconds(1));
  }

  private static Saga<TripData> define(String type, Duration timeout) {
    return Saga.named(type, 1, TripData.class)
        .step(
            "book-car",
            step ->
                step.participant("cars")
                    .command(
                        BookCar.class,
                        trip -> new BookCar(trip.getTripId(), trip.getTraveller(), "compact", 1))
                    .compensation(CancelCar.class, trip -> new CancelCar(trip.getTripId()))
                    .timeout(timeout)
                    .retry(RetryPolicy.exponential().withInitialBackoff(Duration.ofMillis(100))))
        .step(
            "book-hotel",
            step ->
                step.participant("hotels")
                    .command(
                        BookHotel.class,
                        trip -> new BookHotel(trip.getTripId(), trip.getTraveller(), "Ritz", 1))
                    .pivot())
        .build();
  }

  /** The same for tests that count commands: a slow machine makes no second attempt. */
  public static final class Patient implements SagaDefinition<TripData> {
    @Override
    public Saga<TripData> define() {
      return TwoStepTrip.define("patient-two-step-trip", Duration.ofMinutes(5));
    }
  }
}
