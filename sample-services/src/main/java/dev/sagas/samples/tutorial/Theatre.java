package dev.sagas.samples.tutorial;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.JdbcFence;
import dev.sagas.participant.Participant;
import dev.sagas.participant.StepResult;
import dev.sagas.samples.schema.tutorial.HoldSeats;
import dev.sagas.samples.schema.tutorial.ReleaseSeats;
import dev.sagas.samples.schema.tutorial.SeatsHeld;
import dev.sagas.samples.schema.tutorial.SeatsReleased;
import dev.sagas.samples.service.Sql;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/** The participant that has the seats. */
final class Theatre {
  private Theatre() {}

  static Participant participant(DataSource database, Map<String, Object> kafka) {
    return Participant.named("theatre")
        .kafka(kafka)
        .fence(JdbcFence.on(database))
        .replies(SeatsHeld.class, SeatsReleased.class)
        .handle(HoldSeats.class, Theatre::hold)
        .handle(ReleaseSeats.class, Theatre::release)
        .build();
  }

  static StepResult hold(HoldSeats command, CommandContext context) throws SQLException {
    Sql sql = new Sql(context.connection());
    int seats = command.getSeats();
    if (sql.update("UPDATE hall SET free = free - ? WHERE free >= ?", seats, seats) == 0) {
      return StepResult.rejected("SOLD_OUT", "Fewer than " + seats + " seats are free");
    }
    long ticket =
        sql.insert(
            "INSERT INTO held (booking_id, seats) VALUES (?, ?)",
            "ticket_no",
            command.getBookingId(),
            seats);
    return StepResult.succeeded(new SeatsHeld(command.getBookingId(), "ticket-" + ticket));
  }

  static StepResult release(ReleaseSeats command, CommandContext context) throws SQLException {
    Sql sql = new Sql(context.connection());
    sql.update(
        "UPDATE hall SET free = free + (SELECT seats FROM held WHERE booking_id = ?)",
        command.getBookingId());
    sql.update("DELETE FROM held WHERE booking_id = ?", command.getBookingId());
    return StepResult.succeeded(new SeatsReleased(command.getBookingId()));
  }
}
