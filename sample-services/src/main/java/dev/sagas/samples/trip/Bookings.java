package dev.sagas.samples.trip;

import dev.sagas.samples.service.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** What cars, hotels and flights have in common: offers with a capacity, and bookings of them. */
final class Bookings {
  private record Booked(long number, String offer) {}

  private final Sql sql;

  Bookings(Connection connection) {
    this.sql = new Sql(connection);
  }

  /** Books one of the offer's places; empty if none is left. */
  Optional<String> book(String tripId, String traveller, String offer) throws SQLException {
    int taken =
        sql.update(
            "UPDATE offer SET available = available - 1 WHERE offer = ? AND available >= 1", offer);
    if (taken == 0) {
      return Optional.empty();
    }
    long number =
        sql.insert(
            "INSERT INTO booking (trip_id, offer, traveller, status) VALUES (?, ?, ?, 'BOOKED')",
            "booking_no",
            tripId,
            offer,
            traveller);
    return Optional.of("booking-" + number);
  }

  /** Gives the trip's place back; false if it has none. */
  boolean cancel(String tripId) throws SQLException {
    Optional<Booked> booked =
        sql.first(
            "SELECT booking_no, offer FROM booking WHERE trip_id = ? AND status = 'BOOKED'",
            row -> new Booked(row.getLong(1), row.getString(2)),
            tripId);
    if (booked.isEmpty()) {
      return false;
    }
    sql.update(
        "UPDATE booking SET status = 'CANCELLED' WHERE booking_no = ?", booked.get().number());
    sql.update("UPDATE offer SET available = available + 1 WHERE offer = ?", booked.get().offer());
    return true;
  }

  /** How long the provider of the offer takes to answer. */
  int answersAfterMs(String offer) throws SQLException {
    return sql.first(
            "SELECT answers_after_ms FROM offer WHERE offer = ?", row -> row.getInt(1), offer)
        .orElse(0);
  }
}
