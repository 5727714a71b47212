package dev.sagas.dev.acceptance;

import dev.sagas.definition.StepBuilder;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.BookFlight;
import dev.sagas.samples.schema.trip.BookHotel;
import dev.sagas.samples.schema.trip.CancelCar;
import dev.sagas.samples.schema.trip.CancelFlight;
import dev.sagas.samples.schema.trip.CancelHotel;
import dev.sagas.samples.schema.trip.TripData;

/** The steps of which the trips of this package are made. */
final class TripSteps {
  static final String CARS = "cars";
  static final String HOTELS = "hotels";
  static final String FLIGHTS = "flights";

  private TripSteps() {}

  static StepBuilder<TripData> car(StepBuilder<TripData> step, String participant) {
    return step.participant(participant)
        .command(
            BookCar.class,
            trip ->
                new BookCar(
                    trip.getTripId(), trip.getTraveller(), trip.getCarClass(), trip.getDays()))
        .compensation(CancelCar.class, trip -> new CancelCar(trip.getTripId()));
  }

  static StepBuilder<TripData> hotel(StepBuilder<TripData> step) {
    return step.participant(HOTELS)
        .command(
            BookHotel.class,
            trip ->
                new BookHotel(
                    trip.getTripId(), trip.getTraveller(), trip.getHotel(), trip.getDays()))
        .compensation(CancelHotel.class, trip -> new CancelHotel(trip.getTripId()));
  }

  static StepBuilder<TripData> flight(StepBuilder<TripData> step) {
    return flightForGood(step, FLIGHTS)
        .compensation(CancelFlight.class, trip -> new CancelFlight(trip.getTripId()));
  }

  static StepBuilder<TripData> flightForGood(StepBuilder<TripData> step, String participant) {
    return step.participant(participant)
        .command(
            BookFlight.class,
            trip -> new BookFlight(trip.getTripId(), trip.getTraveller(), trip.getFlight()));
  }
}
