package dev.sagas.audit;

import dev.sagas.definition.RetryPolicy;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.BookFlight;
import dev.sagas.samples.schema.trip.BookHotel;
import dev.sagas.samples.schema.trip.CancelCar;
import dev.sagas.samples.schema.trip.CancelFlight;
import dev.sagas.samples.schema.trip.CancelHotel;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.TripData;

/** {@link ThreeStepTrip} as somebody changed it: the flight comes before the hotel. */
public final class ReorderedTrip implements SagaDefinition<TripData> {
  private final int version;

  public ReorderedTrip(int version) {
    this.version = version;
  }

  @Override
  public Saga<TripData> define() {
    return Saga.named(ThreeStepTrip.TYPE, version, TripData.class)
        .step(
            "book-car",
            step ->
                step.participant("cars")
                    .command(
                        BookCar.class, trip -> new BookCar(trip.getTripId(), "Ada", "compact", 2))
                    .onReply(
                        CarBooked.class,
                        (trip, reply) -> {
                          trip.setCarBookingId(reply.getBookingId());
                          return trip;
                        })
                    .compensation(CancelCar.class, trip -> new CancelCar(trip.getTripId()))
                    .timeout(ThreeStepTrip.TIMEOUT)
                    .retry(RetryPolicy.never()))
        .step(
            "book-flight",
            step ->
                step.participant("flights")
                    .command(
                        BookFlight.class, trip -> new BookFlight(trip.getTripId(), "Ada", "OS 1"))
                    .compensation(CancelFlight.class, trip -> new CancelFlight(trip.getTripId()))
                    .timeout(ThreeStepTrip.TIMEOUT)
                    .retry(RetryPolicy.never()))
        .step(
            "book-hotel",
            step ->
                step.participant("hotels")
                    .command(
                        BookHotel.class, trip -> new BookHotel(trip.getTripId(), "Ada", "Ritz", 2))
                    .compensation(CancelHotel.class, trip -> new CancelHotel(trip.getTripId()))
                    .timeout(ThreeStepTrip.TIMEOUT)
                    .retry(RetryPolicy.never()))
        .build();
  }
}
