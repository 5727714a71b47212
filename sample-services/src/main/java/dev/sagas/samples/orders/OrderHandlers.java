package dev.sagas.samples.orders;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.StepResult;
import dev.sagas.samples.schema.order.ApproveOrder;
import dev.sagas.samples.schema.order.CancelOrder;
import dev.sagas.samples.schema.order.CreateOrder;
import dev.sagas.samples.schema.order.OrderApproved;
import dev.sagas.samples.schema.order.OrderCancelled;
import dev.sagas.samples.schema.order.OrderCreated;
import dev.sagas.samples.schema.order.OrderLine;
import dev.sagas.samples.service.Sql;
import java.sql.SQLException;

/** The handlers of the orders service. */
final class OrderHandlers {
  private OrderHandlers() {}

  static StepResult create(CreateOrder command, CommandContext context) throws SQLException {
    Sql sql = new Sql(context.connection());
    String orderId = command.getOrderId();
    if (sql.first(
            "SELECT status FROM customer_order WHERE order_id = ?",
            row -> row.getString(1),
            orderId)
        .isPresent()) {
      return StepResult.rejected("ORDER_EXISTS", "Order " + orderId + " is already recorded");
    }
    sql.update(
        """
        INSERT INTO customer_order (order_id, customer_id, total_cents, currency, status)
        VALUES (?, ?, ?, ?, 'PENDING')
        """,
        orderId,
        command.getCustomerId(),
        command.getTotalCents(),
        command.getCurrency());
    for (OrderLine line : command.getLines()) {
      sql.update(
          """
          INSERT INTO order_line (order_id, product_id, quantity, unit_price_cents)
          VALUES (?, ?, ?, ?)
          """,
          orderId,
          line.getProductId(),
          line.getQuantity(),
          line.getUnitPriceCents());
    }
    return StepResult.succeeded(new OrderCreated(orderId));
  }

  static StepResult cancel(CancelOrder command, CommandContext context) throws SQLException {
    String orderId = command.getOrderId();
    return leavePending(context, orderId, "CANCELLED")
        ? StepResult.succeeded(new OrderCancelled(orderId))
        : notPending(orderId);
  }

  static StepResult approve(ApproveOrder command, CommandContext context) throws SQLException {
    String orderId = command.getOrderId();
    return leavePending(context, orderId, "APPROVED")
        ? StepResult.succeeded(new OrderApproved(orderId))
        : notPending(orderId);
  }

  private static boolean leavePending(CommandContext context, String orderId, String status)
      throws SQLException {
    return new Sql(context.connection())
            .update(
                "UPDATE customer_order SET status = ? WHERE order_id = ? AND status = 'PENDING'",
                status,
                orderId)
        == 1;
  }

  private static StepResult notPending(String orderId) {
    return StepResult.rejected("ORDER_NOT_PENDING", "Order " + orderId + " is not pending");
  }
}
