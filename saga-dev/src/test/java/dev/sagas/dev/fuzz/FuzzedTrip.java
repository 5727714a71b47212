package dev.sagas.dev.fuzz;

import dev.sagas.definition.OnTimeout;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.definition.StepBuilder;
import dev.sagas.protocol.SignalName;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.BookFlight;
import dev.sagas.samples.schema.trip.BookHotel;
import dev.sagas.samples.schema.trip.CancelCar;
import dev.sagas.samples.schema.trip.TripData;
import java.time.Duration;

/** A car, an approval if the trip is long, a short sleep, and a hotel: every kind of progress. */
public final class FuzzedTrip implements SagaDefinition<TripData> {
  static final String TYPE = "fuzzed-trip";
  static final String CAR = "book-car";
  static final SignalName APPROVAL = new SignalName("travel-desk");
  static final int SHORT_DAYS = 2;
  static final int LONG_DAYS = 5;
  static final String FULL_HOTEL = "full";

  /** No attempt is given up only because the machine is busy. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Override
  public Saga<TripData> define() {
    return Saga.named(TYPE, 1, TripData.class)
        .step(CAR, FuzzedTrip::car)
        .approval(
            APPROVAL.value(),
            approval ->
                approval
                    .when(trip -> trip.getDays() > SHORT_DAYS)
                    .timeout(Duration.ofHours(1), OnTimeout.COMPENSATE))
        .sleep("rest", sleep -> sleep.duration(Duration.ofMillis(50)))
        .step("book-hotel", FuzzedTrip::hotel)
        .build();
  }

  private static StepBuilder<TripData> car(StepBuilder<TripData> step) {
    return step.participant(Services.CARS)
        .timeout(PATIENCE)
        .command(
            BookCar.class,
            trip ->
                new BookCar(
                    trip.getTripId(), trip.getTraveller(), trip.getCarClass(), trip.getDays()))
        .compensation(CancelCar.class, trip -> new CancelCar(trip.getTripId()));
  }

  private static StepBuilder<TripData> hotel(StepBuilder<TripData> step) {
    return step.participant(Services.HOTELS)
        .timeout(PATIENCE)
        .command(
            BookHotel.class,
            trip ->
                new BookHotel(
                    trip.getTripId(), trip.getTraveller(), trip.getHotel(), trip.getDays()))
        .pivot();
  }

  /** The data of a trip. */
  static TripData data(String id, int days, String hotel) {
    return new TripData(id, "Ada", "compact", hotel, "OS 1", days, null, null, null);
  }

  /** A flight that no service books: its saga takes whatever reply the fuzz writes. */
  public static final class Pending implements SagaDefinition<TripData> {
    static final String TYPE = "pending-trip";
    static final String FLIGHT = "book-flight";

    @Override
    public Saga<TripData> define() {
      return Saga.named(TYPE, 1, TripData.class)
          .step(
              FLIGHT,
              step ->
                  step.participant("flights")
                      .timeout(Duration.ofHours(1))
                      .command(
                          BookFlight.class,
                          trip ->
                              new BookFlight(
                                  trip.getTripId(), trip.getTraveller(), trip.getFlight())))
          .build();
    }
  }
}
