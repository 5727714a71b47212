package dev.sagas.samples.order;

import dev.sagas.samples.order.OrderBooks.Violation;
import dev.sagas.samples.service.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Compares a service's records with what the other side did, by idempotency key.
 *
 * <ul>
 *   <li>What is in effect on either side is in effect on the other, for the same order, unit and
 *       amount.
 *   <li>Whatever is recorded was done. What was done and cancelled need not be recorded: the answer
 *       may never have arrived.
 * </ul>
 *
 * @param notes what the service has recorded
 * @param deeds what the other side did
 */
record Reconciliation(String name, Account notes, Account deeds) {
  /**
   * One side.
   *
   * @param entriesSql selects key, order, unit, amount, whether it is in effect
   */
  record Account(DataSource database, String entriesSql) {}

  private record Entry(String orderId, String unit, long amount, boolean stands) {}

  static Reconciliation ofPayments(DataSource payments, DataSource outside) {
    return new Reconciliation(
        "payments and bank",
        new Account(
            payments,
            "SELECT charge_key, order_id, currency, amount_cents, status = 'CHARGED' FROM payment"),
        new Account(
            outside,
            "SELECT charge_key, order_id, currency, amount_cents, status = 'CHARGED' FROM charge"));
  }

  static Reconciliation ofShipments(DataSource shipping, DataSource outside) {
    return new Reconciliation(
        "shipping and carriers",
        new Account(
            shipping,
            "SELECT booking_key, order_id, carrier, pieces, status = 'BOOKED' FROM shipment"),
        new Account(
            outside,
            "SELECT booking_key, order_id, carrier, pieces, status = 'BOOKED' FROM booking"));
  }

  /** Compares the two sides; effects of a pending order may be in progress. */
  List<Violation> check(Map<String, BookedOrder> orders) throws SQLException {
    Map<String, Entry> noted = read(notes);
    Map<String, Entry> done = read(deeds);
    Set<String> keys = new TreeSet<>(noted.keySet());
    keys.addAll(done.keySet());
    List<Violation> violations = new ArrayList<>();
    for (String key : keys) {
      Entry note = noted.get(key);
      Entry deed = done.get(key);
      if (!agree(note, deed) && !isPending(orders, note == null ? deed : note)) {
        violations.add(
            new Violation(
                key, "%s: noted %s, but done %s".formatted(name, text(note), text(deed))));
      }
    }
    return violations;
  }

  private static boolean isPending(Map<String, BookedOrder> orders, @Nullable Entry entry) {
    BookedOrder order = entry == null ? null : orders.get(entry.orderId());
    return order != null && order.status() == BookedOrder.Status.PENDING;
  }

  private static boolean agree(@Nullable Entry note, @Nullable Entry deed) {
    return note == null ? deed == null || !deed.stands() : note.equals(deed);
  }

  private static String text(@Nullable Entry entry) {
    return entry == null
        ? "nothing"
        : String.format(
            Locale.ROOT,
            "%d %s for %s, %s",
            entry.amount(),
            entry.unit(),
            entry.orderId(),
            entry.stands() ? "standing" : "undone");
  }

  private static Map<String, Entry> read(Account account) throws SQLException {
    Map<String, Entry> entries = new TreeMap<>();
    try (Connection connection = account.database().getConnection()) {
      new Sql(connection)
          .visit(
              account.entriesSql(),
              row ->
                  entries.put(
                      row.getString(1),
                      new Entry(
                          row.getString(2), row.getString(3), row.getLong(4), row.getBoolean(5))));
    }
    return entries;
  }
}
