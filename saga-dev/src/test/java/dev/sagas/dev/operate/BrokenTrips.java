package dev.sagas.dev.operate;

import dev.sagas.definition.OnTimeout;
import dev.sagas.definition.RetryPolicy;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.BookHotel;
import dev.sagas.samples.schema.trip.CancelCar;
import dev.sagas.samples.schema.trip.TripData;
import java.time.Duration;

/** Definitions for what breaks. */
final class BrokenTrips {
  static final String VERSIONED = "versioned-trip";
  static final String EXPIRING = "expiring-trip";

  private static final Duration LONG = Duration.ofMinutes(30);

  private BrokenTrips() {}

  private static Saga<TripData> versioned(int version) {
    return Saga.named(VERSIONED, version, TripData.class)
        .step(
            "book-car",
            step ->
                step.participant("cars")
                    .command(
                        BookCar.class,
                        trip -> new BookCar(trip.getTripId(), trip.getTraveller(), "compact", 1))
                    .compensation(CancelCar.class, trip -> new CancelCar(trip.getTripId()))
                    .timeout(LONG)
                    .retry(RetryPolicy.never()))
        .step(
            "book-hotel",
            step ->
                step.participant("hotels")
                    .command(
                        BookHotel.class,
                        trip -> new BookHotel(trip.getTripId(), trip.getTraveller(), "Ritz", 1))
                    .timeout(LONG)
                    .pivot())
        .build();
  }

  /** The version that is removed. */
  public static final class Old implements SagaDefinition<TripData> {
    @Override
    public Saga<TripData> define() {
      return versioned(1);
    }
  }

  /** The version that comes after it. */
  public static final class New implements SagaDefinition<TripData> {
    @Override
    public Saga<TripData> define() {
      return versioned(2);
    }
  }

  /** An approval that expires at once. */
  public static final class Expiring implements SagaDefinition<TripData> {
    @Override
    public Saga<TripData> define() {
      return Saga.named(EXPIRING, 1, TripData.class)
          .approval("go", approval -> approval.timeout(Duration.ofMillis(200), OnTimeout.INCIDENT))
          .step(
              "book-hotel",
              step ->
                  step.participant("hotels")
                      .command(
                          BookHotel.class,
                          trip -> new BookHotel(trip.getTripId(), trip.getTraveller(), "Ritz", 1))
                      .timeout(LONG)
                      .pivot())
          .build();
    }
  }
}
