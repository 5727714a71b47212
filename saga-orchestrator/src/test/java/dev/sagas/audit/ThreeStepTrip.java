package dev.sagas.audit;

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
import dev.sagas.samples.schema.trip.TripData;
import java.time.Duration;

/** A car, a hotel and a flight, each of which can be given back. */
public final class ThreeStepTrip implements SagaDefinition<TripData> {
  public static final String TYPE = "three-step-trip";
  public static final Duration TIMEOUT = Duration.ofSeconds(1);

  @Override
  public Saga<TripData> define() {
    return Saga.named(TYPE, 1, TripData.class)
        .step("book-car", ThreeStepTrip::car)
        .step("book-hotel", ThreeStepTrip::hotel)
        .step("book-flight", ThreeStepTrip::flight)
        .build();
  }

  private static StepBuilder<TripData> car(StepBuilder<TripData> step) {
    return step.participant("cars")
        .command(BookCar.class, trip -> new BookCar(trip.getTripId(), "Ada", "compact", 2))
        .onReply(
            CarBooked.class,
            (trip, reply) -> {
              trip.setCarBookingId(reply.getBookingId());
              return trip;
            })
        .compensation(CancelCar.class, trip -> new CancelCar(trip.getTripId()))
        .timeout(TIMEOUT)
        .retry(RetryPolicy.never());
  }

  private static StepBuilder<TripData> hotel(StepBuilder<TripData> step) {
    return step.participant("hotels")
        .command(BookHotel.class, trip -> new BookHotel(trip.getTripId(), "Ada", "Ritz", 2))
        .compensation(CancelHotel.class, trip -> new CancelHotel(trip.getTripId()))
        .timeout(TIMEOUT)
        .retry(RetryPolicy.never());
  }

  private static StepBuilder<TripData> flight(StepBuilder<TripData> step) {
    return step.participant("flights")
        .command(BookFlight.class, trip -> new BookFlight(trip.getTripId(), "Ada", "OS 1"))
        .compensation(CancelFlight.class, trip -> new CancelFlight(trip.getTripId()))
        .timeout(TIMEOUT)
        .retry(RetryPolicy.never());
  }
}
