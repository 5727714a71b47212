package dev.sagas.export.jdbc;

import dev.sagas.engine.journal.RunKey;
import dev.sagas.export.rows.Column;
import dev.sagas.export.rows.ExportTable;
import dev.sagas.export.rows.RowBatch;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes rows. */
final class RowWriter {
  /** A NUL as JSON writes it, behind an even number of backslashes. */
  private static final Pattern JSON_NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

  private final Dialect dialect;

  RowWriter(Dialect dialect) {
    this.dialect = dialect;
  }

  void write(Connection connection, RowBatch rows) throws SQLException {
    for (ExportTable table : ExportTable.all()) {
      Collection<Map<String, Object>> ofTable = rows.rows(table);
      if (!ofTable.isEmpty()) {
        try (PreparedStatement statement = connection.prepareStatement(dialect.upsert(table))) {
          write(connection, statement, table, List.copyOf(ofTable));
        }
      }
    }
    deleteStates(connection, rows.ended());
  }

  private void write(
      Connection connection,
      PreparedStatement statement,
      ExportTable table,
      List<Map<String, Object>> rows)
      throws SQLException {
    switch (dialect) {
      case POSTGRESQL -> {
        for (int place = 0; place < table.columns().size(); place++) {
          Column column = table.columns().get(place);
          statement.setArray(
              place + 1,
              connection.createArrayOf(Dialect.element(column.type()), values(column, rows)));
        }
        statement.executeUpdate();
      }
      case H2 -> {
        for (Map<String, Object> row : rows) {
          for (int place = 0; place < table.columns().size(); place++) {
            statement.setObject(place + 1, single(table.columns().get(place), row));
          }
          statement.addBatch();
        }
        statement.executeBatch();
      }
    }
  }

  /** The driver wants arrays of bytes in an array of its own type. */
  private static Object[] values(Column column, List<Map<String, Object>> rows) {
    var values = rows.stream().map(row -> plain(column, row));
    return column.type() == Column.Type.BYTES ? values.toArray(byte[][]::new) : values.toArray();
  }

  private static @Nullable Object plain(Column column, Map<String, Object> row) {
    Object value = row.get(column.name());
    if (value instanceof Supplier<?> made) {
      return made.get(); // only of the last of several rows of the same key
    }
    return value instanceof String text ? storable(column.type(), text) : value;
  }

  /** Databases know no NUL in texts. */
  private static String storable(Column.Type type, String text) {
    return type == Column.Type.JSON
        ? JSON_NUL.matcher(text).replaceAll("$1\\\\ufffd")
        : text.replace('\0', '\ufffd');
  }

  private static @Nullable Object single(Column column, Map<String, Object> row) {
    Object value = plain(column, row);
    if (value == null) {
      return null;
    }
    return switch (column.type()) {
      case TIME -> Instant.ofEpochMilli((Long) value).atOffset(ZoneOffset.UTC);
      case JSON -> value.toString().getBytes(StandardCharsets.UTF_8);
      case TEXT, INT, LONG, BYTES -> value;
    };
  }

  private static void deleteStates(Connection connection, Set<RunKey> ended) throws SQLException {
    if (ended.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement("DELETE FROM export_states WHERE saga_id = ? AND run = ?")) {
      for (RunKey run : ended) {
        statement.setString(1, run.saga().value());
        statement.setString(2, run.run().value());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
