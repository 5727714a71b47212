package dev.sagas.dev.restart;

import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.BookFlight;
import dev.sagas.samples.schema.trip.BookHotel;
import dev.sagas.samples.schema.trip.CancelCar;
import dev.sagas.samples.schema.trip.CancelHotel;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.HotelBooked;
import dev.sagas.samples.schema.trip.TripData;
import java.time.Duration;

/** A car, a hotel, a flight; data and commands have a document, in the name of the traveller. */
public final class DocumentTrip implements SagaDefinition<TripData> {
  static final String TYPE = "document-trip";

  private static final Duration TIMEOUT = Duration.ofMinutes(5);

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
                    .onReply(CarBooked.class, DocumentTrip::withCar)
                    .compensation(CancelCar.class, trip -> new CancelCar(trip.getCarBookingId()))
                    .timeout(TIMEOUT))
        .step(
            "book-hotel",
            step ->
                step.participant("hotels")
                    .command(
                        BookHotel.class,
                        trip -> new BookHotel(trip.getTripId(), trip.getTraveller(), "Ritz", 1))
                    .onReply(HotelBooked.class, DocumentTrip::withHotel)
                    .compensation(
                        CancelHotel.class, trip -> new CancelHotel(trip.getHotelBookingId()))
                    .timeout(TIMEOUT))
        .step(
            "book-flight",
            step ->
                step.participant("flights")
                    .command(
                        BookFlight.class,
                        trip -> new BookFlight(trip.getTripId(), trip.getTraveller(), "OS 1"))
                    .timeout(TIMEOUT))
        .build();
  }

  private static TripData withCar(TripData trip, CarBooked booked) {
    trip.setCarBookingId(booked.getBookingId());
    return trip;
  }

  private static TripData withHotel(TripData trip, HotelBooked booked) {
    trip.setHotelBookingId(booked.getBookingId());
    return trip;
  }
}
