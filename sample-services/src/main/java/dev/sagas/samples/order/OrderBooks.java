package dev.sagas.samples.order;

import dev.sagas.samples.order.SampleOrder.Expected;
import dev.sagas.samples.service.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * The five services' databases and that of the bank and the carriers, read as an accountant reads
 * books: does everything add up?
 *
 * <ul>
 *   <li>Every given order has the expected status.
 *   <li>Every approved order has exactly the effects it needs, in every database, to the cent and
 *       the piece, and each once; every cancelled order has none left, and none was undone twice.
 *   <li>Nothing is in effect for an order that the orders service does not know.
 *   <li>What the bank charged and the carriers booked is what payments and shipping have recorded,
 *       key by key.
 *   <li>Each balance is the sum of its entries.
 *   <li>Orders that are still pending are checked only if they are among the given ones.
 * </ul>
 */
public record OrderBooks(
    DataSource orders,
    DataSource customers,
    DataSource inventory,
    DataSource payments,
    DataSource shipping,
    DataSource outside) {
  /**
   * Something that does not add up.
   *
   * @param subject the order or the account
   * @param message what was expected and what was found
   */
  public record Violation(String subject, String message) {
    @Override
    public String toString() {
      return subject + ": " + message;
    }
  }

  /**
   * What was found.
   *
   * @param totals what is in effect for the given orders, and what they need
   */
  public record Report(List<Violation> violations, Map<String, Total> totals) {
    public Report {
      violations = List.copyOf(violations);
      totals = Map.copyOf(totals);
    }
  }

  /** A sum over all given orders, in the ledger's unit. */
  public record Total(String unit, long needed, long found) {}

  /** Reads everything and checks it. */
  public Report check(Collection<SampleOrder> expected) throws SQLException {
    Map<String, BookedOrder> booked = readOrders();
    List<Violation> violations = new ArrayList<>(checkStatus(expected, booked));
    Map<String, Total> totals = new TreeMap<>();
    for (Ledger ledger : ledgers()) {
      Ledger.Effects effects = ledger.read();
      violations.addAll(ledger.check(booked, effects));
      Total total = ledger.total(expected, effects);
      totals.put(ledger.name(), total);
      if (total.needed() != total.found()) {
        violations.add(
            new Violation(
                ledger.name(),
                String.format(
                    Locale.ROOT,
                    "expected %d %s for the given orders, but found %d",
                    total.needed(),
                    total.unit(),
                    total.found())));
      }
    }
    for (Reconciliation reconciliation : reconciliations()) {
      violations.addAll(reconciliation.check(booked));
    }
    return new Report(violations, totals);
  }

  private List<Ledger> ledgers() {
    return List.of(
        Ledger.credit(customers),
        Ledger.stock(inventory),
        Ledger.payments(payments),
        Ledger.shipments(shipping),
        Ledger.charges(outside),
        Ledger.bookings(outside));
  }

  private List<Reconciliation> reconciliations() {
    return List.of(
        Reconciliation.ofPayments(payments, outside),
        Reconciliation.ofShipments(shipping, outside));
  }

  private Map<String, BookedOrder> readOrders() throws SQLException {
    try (Connection connection = orders.getConnection()) {
      Sql sql = new Sql(connection);
      Map<String, Map<String, Long>> pieces = new HashMap<>();
      sql.visit(
          "SELECT order_id, product_id, quantity FROM order_line",
          row ->
              pieces
                  .computeIfAbsent(row.getString(1), id -> new TreeMap<>())
                  .merge(row.getString(2), row.getLong(3), Long::sum));
      Map<String, BookedOrder> booked = new HashMap<>();
      sql.visit(
          "SELECT order_id, status, customer_id, total_cents, currency FROM customer_order",
          row ->
              booked.put(
                  row.getString(1),
                  new BookedOrder(
                      BookedOrder.Status.valueOf(row.getString(2)),
                      row.getString(3),
                      row.getLong(4),
                      row.getString(5),
                      pieces.getOrDefault(row.getString(1), Map.of()))));
      return booked;
    }
  }

  private static List<Violation> checkStatus(
      Collection<SampleOrder> expected, Map<String, BookedOrder> booked) {
    List<Violation> violations = new ArrayList<>();
    for (SampleOrder order : expected) {
      BookedOrder.Status wanted =
          order.expected() == Expected.COMPLETED
              ? BookedOrder.Status.APPROVED
              : BookedOrder.Status.CANCELLED;
      String fact =
          Optional.ofNullable(booked.get(order.orderId()))
              .map(found -> difference(order, found, wanted))
              .orElse("it is not recorded");
      if (!fact.isEmpty()) {
        violations.add(
            new Violation(
                order.orderId(), "expected to be " + wanted + " as ordered, but " + fact));
      }
    }
    return violations;
  }

  private static String difference(
      SampleOrder order, BookedOrder found, BookedOrder.Status wanted) {
    Map<String, Long> pieces = new TreeMap<>();
    order
        .lines()
        .forEach(line -> pieces.merge(line.productId(), (long) line.quantity(), Long::sum));
    if (found.status() != wanted) {
      return "it is " + found.status();
    } else if (found.totalCents() != order.totalCents()) {
      return "its total is " + found.totalCents() + ", not " + order.totalCents();
    } else if (!found.pieces().equals(pieces)) {
      return "its lines are " + found.pieces() + ", not " + pieces;
    }
    return found.customerId().equals(order.customerId())
        ? ""
        : "its customer is " + found.customerId() + ", not " + order.customerId();
  }
}
