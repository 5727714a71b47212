package dev.sagas.dev.operate;

import dev.sagas.definition.RetryPolicy;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.BookFlight;
import dev.sagas.samples.schema.trip.BookHotel;
import dev.sagas.samples.schema.trip.CancelCar;
import dev.sagas.samples.schema.trip.TripData;
import java.time.Duration;

/**
 * Waits in every way: for a participant, a next attempt, an approval, a sleep. Nothing ends by
 * itself within a test.
 */
public final class GuidedTrip implements SagaDefinition<TripData> {
  static final String TYPE = "guided-trip";

  /** Trips of more days sleep before the pivot. */
  static final int SHORT_DAYS = 7;

  private static final Duration LONG = Duration.ofMinutes(30);

  @Override
  public Saga<TripData> define() {
    return Saga.named(TYPE, 1, TripData.class)
        .step(
            "book-car",
            step ->
                step.participant("cars")
                    .command(
                        BookCar.class,
                        trip -> new BookCar(trip.getTripId(), trip.getTraveller(), "compact", 1))
                    .compensation(CancelCar.class, trip -> new CancelCar(trip.getTripId()))
                    .compensationRetry(RetryPolicy.never())
                    .timeout(LONG)
                    .retry(
                        RetryPolicy.exponential()
                            .withInitialBackoff(Duration.ofSeconds(60))
                            .withMaxBackoff(Duration.ofSeconds(60))))
        .approval("go", approval -> approval)
        .sleep("rest", sleep -> sleep.duration(LONG).when(trip -> trip.getDays() > SHORT_DAYS))
        .step(
            "book-hotel",
            step ->
                step.participant("hotels")
                    .command(
                        BookHotel.class,
                        trip ->
                            new BookHotel(
                                trip.getTripId(), trip.getTraveller(), trip.getHotel(), 1))
                    .timeout(LONG)
                    .retry(RetryPolicy.never())
                    .pivot())
        .step(
            "book-flight",
            step ->
                step.participant("flights")
                    .command(
                        BookFlight.class,
                        trip ->
                            new BookFlight(trip.getTripId(), trip.getTraveller(), trip.getFlight()))
                    .timeout(LONG))
        .build();
  }
}
