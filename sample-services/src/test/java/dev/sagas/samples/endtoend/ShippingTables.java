package dev.sagas.samples.endtoend;

import dev.sagas.samples.service.DatabaseSettings;
import dev.sagas.samples.service.Sql;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;

/** The tables of the shipping service. */
record ShippingTables(DatabaseSettings database) {
  /** The statuses of an order's shipments. */
  List<String> shipments(String orderId) throws Exception {
    return texts("SELECT status FROM shipment WHERE order_id = ?", orderId);
  }

  /** What the fence knows of the saga's only execute. */
  String fence(String sagaId) throws Exception {
    return texts(
            "SELECT execute_state || ', ' ||"
                + " COALESCE('compensation ' || compensate_outcome, 'no compensation')"
                + " FROM saga_fence WHERE execute_key = ?",
            ShippingCommand.key(sagaId, "execute"))
        .stream()
        .findFirst()
        .orElse("no row");
  }

  /** The first column of what a query with one parameter finds. */
  List<String> texts(String sql, String parameter) throws Exception {
    try (Connection connection =
        DriverManager.getConnection(database.url(), database.user(), database.password())) {
      return new Sql(connection).list(sql, row -> row.getString(1), parameter);
    }
  }
}
