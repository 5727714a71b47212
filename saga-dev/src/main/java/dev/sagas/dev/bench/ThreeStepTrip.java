package dev.sagas.dev.bench;

import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.definition.StepBuilder;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.BookFlight;
import dev.sagas.samples.schema.trip.BookHotel;
import dev.sagas.samples.schema.trip.CancelCar;
import dev.sagas.samples.schema.trip.CancelHotel;
import dev.sagas.samples.schema.trip.TripData;

/** The saga that most profiles measure: a car, a room and a seat, with the defaults of a step. */
public final class ThreeStepTrip implements SagaDefinition<TripData> {
  static final String TYPE = "bench-three";

  @Override
  public Saga<TripData> define() {
    return Saga.named(TYPE, 1, TripData.class)
        .step("book-car", ThreeStepTrip::bookCar)
        .step("book-hotel", ThreeStepTrip::bookHotel)
        .step("book-flight", ThreeStepTrip::bookFlight)
        .build();
  }

  static StepBuilder<TripData> bookCar(StepBuilder<TripData> step) {
    return step.participant("cars")
        .command(
            BookCar.class,
            trip ->
                new BookCar(
                    trip.getTripId(), trip.getTraveller(), trip.getCarClass(), trip.getDays()))
        .compensation(CancelCar.class, trip -> new CancelCar(trip.getTripId()));
  }

  static StepBuilder<TripData> bookHotel(StepBuilder<TripData> step) {
    return step.participant("hotels")
        .command(
            BookHotel.class,
            trip ->
                new BookHotel(
                    trip.getTripId(), trip.getTraveller(), trip.getHotel(), trip.getDays()))
        .compensation(CancelHotel.class, trip -> new CancelHotel(trip.getTripId()));
  }

  static StepBuilder<TripData> bookFlight(StepBuilder<TripData> step) {
    return step.participant("flights")
        .command(
            BookFlight.class,
            trip -> new BookFlight(trip.getTripId(), trip.getTraveller(), trip.getFlight()));
  }
}
