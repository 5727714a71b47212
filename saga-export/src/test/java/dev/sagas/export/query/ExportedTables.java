package dev.sagas.export.query;

import dev.sagas.export.jdbc.ExportDatabase;
import dev.sagas.index.exported.ExportConnector;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** Fills the tables of an export without an exporter. */
public final class ExportedTables implements AutoCloseable {
  private final Connection connection;
  private final boolean isPostgres;

  /** A run of the tables; ended if its status says so. */
  public record Run(
      String id, String run, String type, String status, long startedAtMs, long updatedAtMs) {
    public static Run of(String id, String status, long startedAtMs, long updatedAtMs) {
      return new Run(id, "%012x".formatted(startedAtMs), "order", status, startedAtMs, updatedAtMs);
    }

    boolean hasEnded() {
      return !status.equals("RUNNING");
    }
  }

  public ExportedTables(ExportConnector.Address address) throws SQLException {
    ExportDatabase.open(
            new ExportDatabase.Address(
                address.url(), address.user(), address.password(), address.schema(), 1))
        .close();
    connection = DriverManager.getConnection(address.url(), address.user(), address.password());
    connection.setSchema(address.schema());
    isPostgres = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
  }

  void clear() throws SQLException {
    for (String table :
        new String[] {
          "sagas", "steps", "attempts", "incidents", "operations", "export_positions"
        }) {
      execute("DELETE FROM " + table);
    }
  }

  public void execute(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(
            i + 1, values[i] instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : values[i]);
      }
      statement.executeUpdate();
    }
  }

  private String json() {
    return isPostgres ? "CAST(? AS jsonb)" : "CAST(? AS varchar) FORMAT JSON";
  }

  public void add(Run run, Map<String, String> labels, String data) throws SQLException {
    StringBuilder text = new StringBuilder();
    labels.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "" : ",").append("\"%s\":\"%s\"".formatted(name, value)));
    execute(
        """
        INSERT INTO sagas (saga_id, run, saga_type, version, status, revision, started_at,
          updated_at, labels, data_type, data, waits_for)
        VALUES (?, ?, ?, 3, ?, 7, ?, ?, %1$s, 'shop.Order', %1$s, ?)
        """
            .formatted(json()),
        run.id(),
        run.run(),
        run.type(),
        run.status(),
        Instant.ofEpochMilli(run.startedAtMs()),
        Instant.ofEpochMilli(run.updatedAtMs()),
        "{" + text + "}",
        data,
        run.hasEnded() ? null : "REPLY");
    if (run.hasEnded()) {
      execute(
          "UPDATE sagas SET ended_at = updated_at WHERE saga_id = ? AND run = ?",
          run.id(),
          run.run());
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
