package dev.sagas.samples.trip;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.StepResult;
import dev.sagas.samples.schema.trip.BookFlight;
import dev.sagas.samples.schema.trip.CancelFlight;
import dev.sagas.samples.schema.trip.FlightBooked;
import dev.sagas.samples.schema.trip.FlightCancelled;
import dev.sagas.samples.service.SampleService;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Runs the flights service. */
public final class FlightsService {
  /** The participant {@code flights}. */
  public static final SampleService SERVICE =
      new SampleService(
          "flights",
          List.of("trip", "flights"),
          participant ->
              participant
                  .replies(FlightBooked.class, FlightCancelled.class)
                  .handle(BookFlight.class, FlightsService::book)
                  .handle(CancelFlight.class, FlightsService::cancel));

  private FlightsService() {}

  public static void main(String[] arguments) {
    SERVICE.runUntilStopped();
  }

  static StepResult book(BookFlight command, CommandContext context)
      throws SQLException, InterruptedException {
    Bookings bookings = new Bookings(context.connection());
    // A slow airline takes effect late: when the saga has long given up on this answer.
    Thread.sleep(bookings.answersAfterMs(command.getFlight()));
    Optional<String> booked =
        bookings.book(command.getTripId(), command.getTraveller(), command.getFlight());
    return booked
        .map(id -> StepResult.succeeded(new FlightBooked(command.getTripId(), id)))
        .orElseGet(
            () ->
                StepResult.rejected(
                    "NO_SEAT", "There is no seat on " + command.getFlight() + " left"));
  }

  static StepResult cancel(CancelFlight command, CommandContext context) throws SQLException {
    return new Bookings(context.connection()).cancel(command.getTripId())
        ? StepResult.succeeded(new FlightCancelled(command.getTripId()))
        : StepResult.rejected(
            "NOTHING_BOOKED", "There is no flight booked for trip " + command.getTripId());
  }
}
