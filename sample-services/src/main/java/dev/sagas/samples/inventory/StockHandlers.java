package dev.sagas.samples.inventory;

import static java.util.Comparator.comparing;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.StepResult;
import dev.sagas.samples.schema.order.OrderLine;
import dev.sagas.samples.schema.order.ReleaseStock;
import dev.sagas.samples.schema.order.ReserveStock;
import dev.sagas.samples.schema.order.StockReleased;
import dev.sagas.samples.schema.order.StockReserved;
import dev.sagas.samples.service.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/**
 * The handlers of the inventory service.
 *
 * <p>Products are always locked in the order of their ids, so that two orders never deadlock.
 */
final class StockHandlers {
  private record Reservation(long number, String productId, int quantity) {}

  private StockHandlers() {}

  static StepResult reserve(ReserveStock command, CommandContext context) throws SQLException {
    Sql sql = new Sql(context.connection());
    List<OrderLine> lines =
        command.getLines().stream().sorted(comparing(OrderLine::getProductId)).toList();
    for (OrderLine line : lines) {
      int reserved =
          sql.update(
              """
              UPDATE product SET available = available - ?
              WHERE product_id = ? AND available >= ?
              """,
              line.getQuantity(),
              line.getProductId(),
              line.getQuantity());
      if (reserved == 0) {
        // The transaction's rollback undoes the lines before this one.
        return StepResult.rejected(
            "OUT_OF_STOCK",
            String.format(
                Locale.ROOT,
                "Fewer than %d pieces of %s are left",
                line.getQuantity(),
                line.getProductId()));
      }
      sql.update(
          """
          INSERT INTO stock_reservation (order_id, product_id, quantity, status)
          VALUES (?, ?, ?, 'HELD')
          """,
          command.getOrderId(),
          line.getProductId(),
          line.getQuantity());
    }
    int pieces = lines.stream().mapToInt(OrderLine::getQuantity).sum();
    return StepResult.succeeded(new StockReserved(command.getOrderId(), pieces));
  }

  static StepResult release(ReleaseStock command, CommandContext context) throws SQLException {
    Sql sql = new Sql(context.connection());
    List<Reservation> held =
        sql.list(
            """
            SELECT reservation_no, product_id, quantity
            FROM stock_reservation
            WHERE order_id = ? AND status = 'HELD'
            ORDER BY product_id
            """,
            row -> new Reservation(row.getLong(1), row.getString(2), row.getInt(3)),
            command.getOrderId());
    if (held.isEmpty()) {
      return StepResult.rejected(
          "NOTHING_RESERVED", "No stock is set aside for order " + command.getOrderId());
    }
    for (Reservation reservation : held) {
      sql.update(
          "UPDATE stock_reservation SET status = 'RELEASED' WHERE reservation_no = ?",
          reservation.number());
      sql.update(
          "UPDATE product SET available = available + ? WHERE product_id = ?",
          reservation.quantity(),
          reservation.productId());
    }
    int pieces = held.stream().mapToInt(Reservation::quantity).sum();
    return StepResult.succeeded(new StockReleased(command.getOrderId(), pieces));
  }
}
