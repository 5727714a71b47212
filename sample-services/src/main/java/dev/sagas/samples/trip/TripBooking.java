package dev.sagas.samples.trip;

import dev.sagas.definition.RetryPolicy;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.definition.StepBuilder;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.BookFlight;
import dev.sagas.samples.schema.trip.BookHotel;
import dev.sagas.samples.schema.trip.CancelCar;
import dev.sagas.samples.schema.trip.CancelFlight;
import dev.sagas.samples.schema.trip.CancelHotel;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.FlightBooked;
import dev.sagas.samples.schema.trip.HotelBooked;
import dev.sagas.samples.schema.trip.TripData;
import java.time.Duration;

/**
 * A car, a room and a seat are booked, or none of them.
 *
 * <ul>
 *   <li>An airline that does not answer within two attempts of 2 s may still book the seat later:
 *       the outcome is unknown, and the seat is cancelled like one that was booked.
 * </ul>
 */
public final class TripBooking implements SagaDefinition<TripData> {
  /** The saga's type. */
  public static final String TYPE = "trip-booking";

  @Override
  public Saga<TripData> define() {
    return Saga.named(TYPE, 1, TripData.class)
        .step("book-car", TripBooking::bookCar)
        .step("book-hotel", TripBooking::bookHotel)
        .step("book-flight", TripBooking::bookFlightImpatiently)
        .build();
  }

  static StepBuilder<TripData> bookCar(StepBuilder<TripData> step) {
    return step.participant("cars")
        .command(
            BookCar.class,
            trip ->
                new BookCar(
                    trip.getTripId(), trip.getTraveller(), trip.getCarClass(), trip.getDays()))
        .onReply(
            CarBooked.class,
            (trip, reply) -> {
              trip.setCarBookingId(reply.getBookingId());
              return trip;
            })
        .compensation(CancelCar.class, trip -> new CancelCar(trip.getTripId()));
  }

  static StepBuilder<TripData> bookHotel(StepBuilder<TripData> step) {
    return step.participant("hotels")
        .command(
            BookHotel.class,
            trip ->
                new BookHotel(
                    trip.getTripId(), trip.getTraveller(), trip.getHotel(), trip.getDays()))
        .onReply(
            HotelBooked.class,
            (trip, reply) -> {
              trip.setHotelBookingId(reply.getBookingId());
              return trip;
            })
        .compensation(CancelHotel.class, trip -> new CancelHotel(trip.getTripId()));
  }

  private static StepBuilder<TripData> bookFlightImpatiently(StepBuilder<TripData> step) {
    return bookFlight(step)
        .timeout(Duration.ofSeconds(2))
        .retry(RetryPolicy.exponential().withMaxAttempts(2))
        .compensationTimeout(Duration.ofSeconds(30));
  }

  static StepBuilder<TripData> bookFlight(StepBuilder<TripData> step) {
    return step.participant("flights")
        .command(
            BookFlight.class,
            trip -> new BookFlight(trip.getTripId(), trip.getTraveller(), trip.getFlight()))
        .onReply(
            FlightBooked.class,
            (trip, reply) -> {
              trip.setFlightBookingId(reply.getBookingId());
              return trip;
            })
        .compensation(CancelFlight.class, trip -> new CancelFlight(trip.getTripId()));
  }
}
