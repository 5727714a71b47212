package dev.sagas.samples.trip;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.StepResult;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.CancelCar;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.CarCancelled;
import dev.sagas.samples.service.SampleService;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Runs the cars service. */
public final class CarsService {
  /** The participant {@code cars}. */
  public static final SampleService SERVICE =
      new SampleService(
          "cars",
          List.of("trip", "cars"),
          participant ->
              participant
                  .replies(CarBooked.class, CarCancelled.class)
                  .handle(BookCar.class, CarsService::book)
                  .handle(CancelCar.class, CarsService::cancel));

  private CarsService() {}

  public static void main(String[] arguments) {
    SERVICE.runUntilStopped();
  }

  static StepResult book(BookCar command, CommandContext context) throws SQLException {
    Bookings bookings = new Bookings(context.connection());
    Optional<String> booked =
        bookings.book(command.getTripId(), command.getTraveller(), command.getCarClass());
    return booked
        .map(id -> StepResult.succeeded(new CarBooked(command.getTripId(), id)))
        .orElseGet(
            () ->
                StepResult.rejected(
                    "NO_CAR", "There is no car of class " + command.getCarClass() + " left"));
  }

  static StepResult cancel(CancelCar command, CommandContext context) throws SQLException {
    return new Bookings(context.connection()).cancel(command.getTripId())
        ? StepResult.succeeded(new CarCancelled(command.getTripId()))
        : StepResult.rejected(
            "NOTHING_BOOKED", "There is no car booked for trip " + command.getTripId());
  }
}
