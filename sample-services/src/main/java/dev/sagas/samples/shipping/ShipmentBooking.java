package dev.sagas.samples.shipping;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.StepResult;
import dev.sagas.participant.TwoPhaseHandler;
import dev.sagas.samples.schema.order.BookShipment;
import dev.sagas.samples.schema.order.ShipmentBooked;
import dev.sagas.samples.service.OutsideClient;
import dev.sagas.samples.service.Sql;
import java.sql.SQLException;
import java.util.Map;

/** Books a carrier, and notes what it answered. */
record ShipmentBooking(OutsideClient carriers) implements TwoPhaseHandler<BookShipment> {
  @Override
  public StepResult handle(BookShipment command, CommandContext context)
      throws InterruptedException {
    OutsideClient.Call call =
        new OutsideClient.Call(
            "/bookings",
            context.deduplicationKey(),
            Map.of(
                "orderId", command.getOrderId(),
                "carrier", command.getCarrier(),
                "address", command.getAddress(),
                "pieces", command.getPieces()),
            context.deadline());
    return carriers.post(
        call,
        booking ->
            new ShipmentBooked(
                booking.path("orderId").asText(), booking.path("trackingNumber").asText()));
  }

  @Override
  public void record(BookShipment command, StepResult result, CommandContext context)
      throws SQLException {
    if (result instanceof StepResult.Succeeded succeeded
        && succeeded.reply() instanceof ShipmentBooked booked) {
      new Sql(context.connection())
          .update(
              """
              INSERT INTO shipment (booking_key, order_id, tracking_number, carrier, pieces, status)
              VALUES (?, ?, ?, ?, ?, 'BOOKED')
              """,
              context.deduplicationKey().toString(),
              command.getOrderId(),
              booked.getTrackingNumber(),
              command.getCarrier(),
              command.getPieces());
    }
  }
}
