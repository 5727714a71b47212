package dev.sagas.spring.platform;

import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.BookHotel;
import dev.sagas.samples.schema.trip.CancelCar;
import dev.sagas.samples.schema.trip.CancelHotel;
import dev.sagas.samples.schema.trip.TripData;

/** A car and a room, or neither. */
public final class WeekendTrip implements SagaDefinition<TripData> {
  /** The saga's type. */
  public static final String TYPE = "weekend-trip";

  @Override
  public Saga<TripData> define() {
    return Saga.named(TYPE, 1, TripData.class)
        .step(
            "book-car",
            step ->
                step.participant("cars")
                    .command(
                        BookCar.class,
                        trip ->
                            new BookCar(
                                trip.getTripId(),
                                trip.getTraveller(),
                                trip.getCarClass(),
                                trip.getDays()))
                    .compensation(CancelCar.class, trip -> new CancelCar(trip.getTripId())))
        .step(
            "book-hotel",
            step ->
                step.participant("hotels")
                    .command(
                        BookHotel.class,
                        trip ->
                            new BookHotel(
                                trip.getTripId(),
                                trip.getTraveller(),
                                trip.getHotel(),
                                trip.getDays()))
                    .compensation(CancelHotel.class, trip -> new CancelHotel(trip.getTripId())))
        .build();
  }
}
