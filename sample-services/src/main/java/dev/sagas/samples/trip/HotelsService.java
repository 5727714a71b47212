package dev.sagas.samples.trip;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.StepResult;
import dev.sagas.samples.schema.trip.BookHotel;
import dev.sagas.samples.schema.trip.CancelHotel;
import dev.sagas.samples.schema.trip.HotelBooked;
import dev.sagas.samples.schema.trip.HotelCancelled;
import dev.sagas.samples.service.SampleService;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Runs the hotels service. */
public final class HotelsService {
  /** The participant {@code hotels}. */
  public static final SampleService SERVICE =
      new SampleService(
          "hotels",
          List.of("trip", "hotels"),
          participant ->
              participant
                  .replies(HotelBooked.class, HotelCancelled.class)
                  .handle(BookHotel.class, HotelsService::book)
                  .handle(CancelHotel.class, HotelsService::cancel));

  private HotelsService() {}

  public static void main(String[] arguments) {
    SERVICE.runUntilStopped();
  }

  static StepResult book(BookHotel command, CommandContext context) throws SQLException {
    Bookings bookings = new Bookings(context.connection());
    Optional<String> booked =
        bookings.book(command.getTripId(), command.getTraveller(), command.getHotel());
    return booked
        .map(id -> StepResult.succeeded(new HotelBooked(command.getTripId(), id)))
        .orElseGet(
            () ->
                StepResult.rejected(
                    "NO_ROOM", "There is no room in " + command.getHotel() + " left"));
  }

  static StepResult cancel(CancelHotel command, CommandContext context) throws SQLException {
    return new Bookings(context.connection()).cancel(command.getTripId())
        ? StepResult.succeeded(new HotelCancelled(command.getTripId()))
        : StepResult.rejected(
            "NOTHING_BOOKED", "There is no hotel booked for trip " + command.getTripId());
  }
}
