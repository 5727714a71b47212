package dev.sagas.samples.customers;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.StepResult;
import dev.sagas.samples.schema.order.CreditReleased;
import dev.sagas.samples.schema.order.CreditReserved;
import dev.sagas.samples.schema.order.ReleaseCredit;
import dev.sagas.samples.schema.order.ReserveCredit;
import dev.sagas.samples.service.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The handlers of the customers service. */
final class CreditHandlers {
  private record Customer(String currency, long availableCents) {}

  private record Reservation(long number, String customerId, long amountCents) {}

  private CreditHandlers() {}

  static StepResult reserve(ReserveCredit command, CommandContext context) throws SQLException {
    Sql sql = new Sql(context.connection());
    int reserved =
        sql.update(
            """
            UPDATE customer SET reserved_cents = reserved_cents + ?
            WHERE customer_id = ? AND currency = ?
              AND limit_cents - reserved_cents >= ?
            """,
            command.getAmountCents(),
            command.getCustomerId(),
            command.getCurrency(),
            command.getAmountCents());
    Optional<Customer> customer =
        sql.first(
            "SELECT currency, limit_cents - reserved_cents FROM customer WHERE customer_id = ?",
            row -> new Customer(row.getString(1), row.getLong(2)),
            command.getCustomerId());
    if (reserved == 0 || customer.isEmpty()) {
      return refusal(command, customer);
    }
    sql.update(
        """
        INSERT INTO credit_reservation (order_id, customer_id, amount_cents, status)
        VALUES (?, ?, ?, 'HELD')
        """,
        command.getOrderId(),
        command.getCustomerId(),
        command.getAmountCents());
    return StepResult.succeeded(
        new CreditReserved(
            command.getOrderId(),
            command.getAmountCents(),
            customer.get().availableCents(),
            customer.get().currency()));
  }

  private static StepResult refusal(ReserveCredit command, Optional<Customer> found) {
    if (found.isEmpty()) {
      return StepResult.rejected(
          "UNKNOWN_CUSTOMER", "There is no customer " + command.getCustomerId());
    }
    Customer customer = found.get();
    if (!customer.currency().equals(command.getCurrency())) {
      return StepResult.rejected(
          "CURRENCY_NOT_SUPPORTED",
          "Customer %s has credit in %s, not in %s"
              .formatted(command.getCustomerId(), customer.currency(), command.getCurrency()));
    }
    return StepResult.rejected(
        "CREDIT_LIMIT_EXCEEDED",
        String.format(
            Locale.ROOT,
            "Customer %s has %d cents of credit left, but the order needs %d",
            command.getCustomerId(),
            customer.availableCents(),
            command.getAmountCents()));
  }

  static StepResult release(ReleaseCredit command, CommandContext context) throws SQLException {
    Sql sql = new Sql(context.connection());
    List<Reservation> held =
        sql.list(
            """
            SELECT reservation_no, customer_id, amount_cents
            FROM credit_reservation
            WHERE order_id = ? AND status = 'HELD'
            """,
            row -> new Reservation(row.getLong(1), row.getString(2), row.getLong(3)),
            command.getOrderId());
    if (held.isEmpty()) {
      return StepResult.rejected(
          "NOTHING_RESERVED", "No credit is held for order " + command.getOrderId());
    }
    for (Reservation reservation : held) {
      sql.update(
          "UPDATE credit_reservation SET status = 'RELEASED' WHERE reservation_no = ?",
          reservation.number());
      sql.update(
          "UPDATE customer SET reserved_cents = reserved_cents - ? WHERE customer_id = ?",
          reservation.amountCents(),
          reservation.customerId());
    }
    return StepResult.succeeded(
        new CreditReleased(
            command.getOrderId(), held.stream().mapToLong(Reservation::amountCents).sum()));
  }
}
