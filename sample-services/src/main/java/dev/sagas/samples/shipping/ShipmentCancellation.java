package dev.sagas.samples.shipping;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.StepResult;
import dev.sagas.participant.TwoPhaseHandler;
import dev.sagas.samples.schema.order.CancelShipment;
import dev.sagas.samples.schema.order.ShipmentCancelled;
import dev.sagas.samples.service.OutsideClient;
import dev.sagas.samples.service.Sql;
import java.sql.SQLException;
import java.util.Map;

/** Makes sure that the carrier's booking neither stands nor comes later. */
record ShipmentCancellation(OutsideClient carriers) implements TwoPhaseHandler<CancelShipment> {
  @Override
  public StepResult handle(CancelShipment command, CommandContext context)
      throws InterruptedException {
    OutsideClient.Call call =
        new OutsideClient.Call(
            "/bookings/cancel", context.undoes().orElseThrow(), Map.of(), context.deadline());
    return carriers.post(call, answer -> new ShipmentCancelled(command.getOrderId()));
  }

  @Override
  public void record(CancelShipment command, StepResult result, CommandContext context)
      throws SQLException {
    new Sql(context.connection())
        .update(
            "UPDATE shipment SET status = 'CANCELLED' WHERE booking_key = ?",
            context.undoes().orElseThrow().toString());
  }
}
