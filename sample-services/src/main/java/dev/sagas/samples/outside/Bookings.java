package dev.sagas.samples.outside;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.samples.service.Sql;
import java.sql.SQLException;
import java.util.Optional;

/** The carriers, of which one never answers. */
final class Bookings implements Effect<Bookings.Request> {
  private static final int NOT_FOUND = 404;
  private static final int GATEWAY_TIMEOUT = 504;

  /** What a carrier is asked for. */
  record Request(String orderId, String carrier, String address, int pieces) {
    Request {
      Limits.text("orderId", orderId, 200);
      Limits.text("carrier", carrier, 64);
      Limits.text("address", address, 400);
      Limits.positive("pieces", pieces);
    }
  }

  @Override
  public String kind() {
    return "booking";
  }

  @Override
  public Class<Request> requestType() {
    return Request.class;
  }

  @Override
  public Answer take(Sql sql, String key, Request request) throws SQLException {
    Optional<Boolean> answers =
        sql.first(
            "SELECT answers FROM carrier WHERE carrier = ?",
            row -> row.getBoolean(1),
            request.carrier());
    if (answers.isEmpty()) {
      return Answer.problem(
          NOT_FOUND, "UNKNOWN_CARRIER", "There is no carrier " + request.carrier());
    }
    if (!answers.get()) {
      return Answer.problem(
          GATEWAY_TIMEOUT,
          "CARRIER_TIMEOUT",
          "Carrier " + request.carrier() + " did not answer in time");
    }
    sql.update(
        """
        INSERT INTO booking (booking_key, order_id, carrier, address, pieces, status)
        VALUES (?, ?, ?, ?, ?, 'BOOKED')
        """,
        key,
        request.orderId(),
        request.carrier(),
        request.address(),
        request.pieces());
    return Answer.taken(find(sql, key).orElseThrow());
  }

  @Override
  public void undo(Sql sql, String key) throws SQLException {
    sql.update("UPDATE booking SET status = 'CANCELLED' WHERE booking_key = ?", key);
  }

  @Override
  public Optional<ObjectNode> find(Sql sql, String key) throws SQLException {
    return sql.first(
        "SELECT booking_no, order_id, carrier, pieces FROM booking WHERE booking_key = ?",
        row ->
            Answer.JSON
                .createObjectNode()
                .put("trackingNumber", "parcel-" + row.getLong(1))
                .put("orderId", row.getString(2))
                .put("carrier", row.getString(3))
                .put("pieces", row.getInt(4)),
        key);
  }
}
