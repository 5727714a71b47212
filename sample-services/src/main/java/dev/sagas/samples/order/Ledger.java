package dev.sagas.samples.order;

import dev.sagas.samples.order.OrderBooks.Total;
import dev.sagas.samples.order.OrderBooks.Violation;
import dev.sagas.samples.order.SampleOrder.Expected;
import dev.sagas.samples.service.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * What one service's database says about the orders' effects.
 *
 * @param unit of its amounts
 * @param entriesSql selects for every effect: order, account, amount, whether it is in effect
 * @param balancesSql selects the accounts whose balance is not the sum of their entries: account,
 *     balance, sum
 * @param needed what an approved order needs, by account
 */
record Ledger(
    String name,
    String unit,
    DataSource database,
    String entriesSql,
    String balancesSql,
    Function<BookedOrder, Map<String, Long>> needed) {

  /** One effect of an order. */
  record Entry(String account, long amount, boolean stands) {}

  /** All effects, by order. */
  record Effects(Map<String, List<Entry>> byOrder) {
    List<Entry> of(String orderId) {
      return byOrder.getOrDefault(orderId, List.of());
    }

    long standing(String orderId) {
      return of(orderId).stream().filter(Entry::stands).mapToLong(Entry::amount).sum();
    }
  }

  static Ledger credit(DataSource database) {
    return new Ledger(
        "credit",
        "cents",
        database,
        "SELECT order_id, customer_id, amount_cents, status = 'HELD' FROM credit_reservation",
        """
        SELECT c.customer_id, c.reserved_cents, COALESCE(SUM(r.amount_cents), 0)
        FROM customer c
        LEFT JOIN credit_reservation r ON r.customer_id = c.customer_id
          AND r.status = 'HELD'
        GROUP BY c.customer_id, c.reserved_cents
        HAVING c.reserved_cents <> COALESCE(SUM(r.amount_cents), 0)
        """,
        order -> Map.of(order.customerId(), order.totalCents()));
  }

  static Ledger stock(DataSource database) {
    return new Ledger(
        "stock",
        "pieces",
        database,
        "SELECT order_id, product_id, quantity, status = 'HELD' FROM stock_reservation",
        """
        SELECT p.product_id, p.stock - p.available, COALESCE(SUM(r.quantity), 0)
        FROM product p
        LEFT JOIN stock_reservation r ON r.product_id = p.product_id
          AND r.status = 'HELD'
        GROUP BY p.product_id, p.stock, p.available
        HAVING p.stock - p.available <> COALESCE(SUM(r.quantity), 0)
        """,
        BookedOrder::pieces);
  }

  static Ledger payments(DataSource database) {
    return new Ledger(
        "payments",
        "cents",
        database,
        "SELECT order_id, currency, amount_cents, status = 'CHARGED' FROM payment",
        // Cards are the bank's.
        "SELECT order_id, 0, 0 FROM payment WHERE FALSE",
        order -> Map.of(order.currency(), order.totalCents()));
  }

  static Ledger shipments(DataSource database) {
    return new Ledger(
        "shipments",
        "pieces",
        database,
        "SELECT order_id, 'parcel', pieces, status = 'BOOKED' FROM shipment",
        // Carriers keep no balance.
        "SELECT order_id, 0, 0 FROM shipment WHERE FALSE",
        BookedOrder::parcel);
  }

  /** What the bank charged. */
  static Ledger charges(DataSource outside) {
    return new Ledger(
        "charges",
        "cents",
        outside,
        "SELECT order_id, currency, amount_cents, status = 'CHARGED' FROM charge",
        """
        SELECT c.card_token, c.charged_cents, COALESCE(SUM(h.amount_cents), 0)
        FROM card c
        LEFT JOIN charge h ON h.card_token = c.card_token
          AND h.status = 'CHARGED'
        GROUP BY c.card_token, c.charged_cents
        HAVING c.charged_cents <> COALESCE(SUM(h.amount_cents), 0)
        """,
        order -> Map.of(order.currency(), order.totalCents()));
  }

  /** What the carriers booked. */
  static Ledger bookings(DataSource outside) {
    return new Ledger(
        "bookings",
        "pieces",
        outside,
        "SELECT order_id, 'parcel', pieces, status = 'BOOKED' FROM booking",
        "SELECT order_id, 0, 0 FROM booking WHERE FALSE",
        BookedOrder::parcel);
  }

  /** Reads every effect. */
  Effects read() throws SQLException {
    Map<String, List<Entry>> byOrder = new HashMap<>();
    try (Connection connection = database.getConnection()) {
      new Sql(connection)
          .visit(
              entriesSql,
              row ->
                  byOrder
                      .computeIfAbsent(row.getString(1), id -> new ArrayList<>(1))
                      .add(new Entry(row.getString(2), row.getLong(3), row.getBoolean(4))));
    }
    return new Effects(byOrder);
  }

  /** Compares the effects with the orders, and the balances with the effects. */
  List<Violation> check(Map<String, BookedOrder> orders, Effects effects) throws SQLException {
    Set<String> ids = new TreeSet<>(orders.keySet());
    ids.addAll(effects.byOrder().keySet());
    List<Violation> violations = new ArrayList<>();
    for (String id : ids) {
      List<Entry> entries = effects.of(id);
      BookedOrder order = orders.get(id);
      if (order == null) {
        violations.add(violation(id, "effects of an order that is not recorded: " + entries));
      } else if (order.status() != BookedOrder.Status.PENDING) {
        violations.addAll(checkOrder(id, order, entries));
      }
    }
    violations.addAll(checkBalances());
    return violations;
  }

  private List<Violation> checkOrder(String id, BookedOrder order, List<Entry> entries) {
    boolean approved = order.status() == BookedOrder.Status.APPROVED;
    Map<String, Long> wanted = approved ? new TreeMap<>(needed.apply(order)) : Map.of();
    Map<String, Long> standing = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    List<Violation> violations = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.stands()) {
        standing.merge(entry.account(), entry.amount(), Long::sum);
      }
      if (!seen.add(entry.account())) {
        violations.add(violation(id, "more than one effect on " + entry.account()));
      }
      if (approved && !entry.stands()) {
        violations.add(violation(id, "undone on " + entry.account() + ", but it is APPROVED"));
      }
    }
    if (!standing.equals(wanted)) {
      violations.add(
          violation(
              id,
              "expected %s for an order that is %s, but found %s"
                  .formatted(wanted, order.status(), standing)));
    }
    return violations;
  }

  private List<Violation> checkBalances() throws SQLException {
    List<Violation> violations = new ArrayList<>();
    try (Connection connection = database.getConnection()) {
      new Sql(connection)
          .visit(
              balancesSql,
              row ->
                  violations.add(
                      violation(
                          row.getString(1),
                          String.format(
                              Locale.ROOT,
                              "its balance is %d, but its entries add up to %d",
                              row.getLong(2),
                              row.getLong(3)))));
    }
    return violations;
  }

  /** Sums up what the given orders need if they end as expected, and what is in effect for them. */
  Total total(Collection<SampleOrder> given, Effects effects) {
    long wanted = 0;
    long found = 0;
    for (SampleOrder order : given) {
      if (order.expected() == Expected.COMPLETED) {
        wanted += unit.equals("cents") ? order.totalCents() : order.pieces();
      }
      found += effects.standing(order.orderId());
    }
    return new Total(unit, wanted, found);
  }

  private Violation violation(String subject, String message) {
    return new Violation(subject, name + ": " + message);
  }
}
