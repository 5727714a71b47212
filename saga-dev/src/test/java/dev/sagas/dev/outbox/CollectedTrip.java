package dev.sagas.dev.outbox;

import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.CancelCar;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.TripData;

/** A car is booked, then the saga waits until it is told that the car is ready. */
public final class CollectedTrip implements SagaDefinition<TripData> {
  static final String TYPE = "collected-trip";

  @Override
  public Saga<TripData> define() {
    return Saga.named(TYPE, 1, TripData.class)
        .step(
            "book-car",
            step ->
                step.participant("car-desk")
                    .command(
                        BookCar.class,
                        trip ->
                            new BookCar(
                                trip.getTripId(),
                                trip.getTraveller(),
                                trip.getCarClass(),
                                trip.getDays()))
                    .compensation(CancelCar.class, trip -> new CancelCar(trip.getTripId())))
        .awaitSignal("car-ready", wait -> wait.on(CarBooked.class, CollectedTrip::keepCar))
        .build();
  }

  private static TripData keepCar(TripData trip, CarBooked ready) {
    trip.setCarBookingId(ready.getBookingId());
    return trip;
  }
}
