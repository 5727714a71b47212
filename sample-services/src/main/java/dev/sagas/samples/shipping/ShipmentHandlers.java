package dev.sagas.samples.shipping;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.StepResult;
import dev.sagas.samples.schema.order.BookShipment;
import dev.sagas.samples.schema.order.CancelShipment;
import dev.sagas.samples.schema.order.ShipmentBooked;
import dev.sagas.samples.schema.order.ShipmentCancelled;
import dev.sagas.samples.service.Sql;
import java.sql.SQLException;
import java.util.Optional;

/** What the shipping service does with its commands. */
final class ShipmentHandlers {
  private ShipmentHandlers() {}

  static StepResult book(BookShipment command, CommandContext context) throws SQLException {
    Sql sql = new Sql(context.connection());
    Optional<Boolean> answers =
        sql.first(
            "SELECT answers FROM carrier WHERE carrier = ?",
            row -> row.getBoolean(1),
            command.getCarrier());
    if (answers.isEmpty()) {
      return StepResult.rejected("UNKNOWN_CARRIER", "There is no carrier " + command.getCarrier());
    }
    if (!answers.get()) {
      return StepResult.failed(
          "CARRIER_TIMEOUT", "Carrier " + command.getCarrier() + " did not answer in time");
    }
    long number =
        sql.insert(
            "INSERT INTO shipment (order_id, carrier, address, pieces, status)"
                + " VALUES (?, ?, ?, ?, 'BOOKED')",
            "shipment_no",
            command.getOrderId(),
            command.getCarrier(),
            command.getAddress(),
            command.getPieces());
    return StepResult.succeeded(new ShipmentBooked(command.getOrderId(), "parcel-" + number));
  }

  static StepResult cancel(CancelShipment command, CommandContext context) throws SQLException {
    int cancelled =
        new Sql(context.connection())
            .update(
                "UPDATE shipment SET status = 'CANCELLED'"
                    + " WHERE order_id = ? AND status = 'BOOKED'",
                command.getOrderId());
    return cancelled == 0
        ? StepResult.rejected(
            "NOTHING_BOOKED", "No shipment is booked for order " + command.getOrderId())
        : StepResult.succeeded(new ShipmentCancelled(command.getOrderId()));
  }
}
