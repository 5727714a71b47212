package dev.sagas.samples.tutorial;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.JdbcFence;
import dev.sagas.participant.Participant;
import dev.sagas.participant.StepResult;
import dev.sagas.samples.schema.tutorial.BookShuttle;
import dev.sagas.samples.schema.tutorial.CancelShuttle;
import dev.sagas.samples.schema.tutorial.ShuttleBooked;
import dev.sagas.samples.schema.tutorial.ShuttleCancelled;
import dev.sagas.samples.service.Sql;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/** The participant that has the bus. */
final class Shuttle {
  private Shuttle() {}

  static Participant participant(DataSource database, Map<String, Object> kafka) {
    return Participant.named("shuttle")
        .kafka(kafka)
        .fence(JdbcFence.on(database))
        .replies(ShuttleBooked.class, ShuttleCancelled.class)
        .handle(BookShuttle.class, Shuttle::book)
        .handle(CancelShuttle.class, Shuttle::cancel)
        .build();
  }

  static StepResult book(BookShuttle command, CommandContext context) throws SQLException {
    Sql sql = new Sql(context.connection());
    int seats = command.getSeats();
    if (sql.update("UPDATE bus SET free = free - ? WHERE free >= ?", seats, seats) == 0) {
      return StepResult.rejected("BUS_FULL", "Fewer than " + seats + " places are free");
    }
    sql.update("INSERT INTO ride (booking_id, seats) VALUES (?, ?)", command.getBookingId(), seats);
    return StepResult.succeeded(new ShuttleBooked(command.getBookingId()));
  }

  static StepResult cancel(CancelShuttle command, CommandContext context) throws SQLException {
    Sql sql = new Sql(context.connection());
    sql.update(
        "UPDATE bus SET free = free + (SELECT seats FROM ride WHERE booking_id = ?)",
        command.getBookingId());
    sql.update("DELETE FROM ride WHERE booking_id = ?", command.getBookingId());
    return StepResult.succeeded(new ShuttleCancelled(command.getBookingId()));
  }
}
