package dev.sagas.export.jdbc;

import dev.sagas.export.rows.ExportTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Deletes all rows of runs, some at a time. */
final class RunDeletion {
  private static final int AT_ONCE = 1_000;

  private RunDeletion() {}

  private record Run(String saga, String run) {}

  /**
   * Deletes some.
   *
   * @return whether there may be more
   */
  static boolean deleteSome(Connection connection, EndedRuns ended) throws SQLException {
    List<Run> runs = select(connection, ended);
    for (ExportTable table : ExportTable.all()) {
      try (PreparedStatement delete =
          connection.prepareStatement(
              "DELETE FROM %s WHERE saga_id = ? AND run = ?".formatted(table.table()))) {
        for (Run run : runs) {
          delete.setString(1, run.saga());
          delete.setString(2, run.run());
          delete.addBatch();
        }
        delete.executeBatch();
      }
    }
    return runs.size() == AT_ONCE;
  }

  private static List<Run> select(Connection connection, EndedRuns ended) throws SQLException {
    List<Run> runs = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT saga_id, run FROM sagas
            WHERE ended_at < ? AND (? = '' OR saga_type = ?) AND NOT (saga_type = ANY(?))
            LIMIT ?
            """)) {
      String type = ended.type().orElse("");
      select.setObject(1, Instant.ofEpochMilli(ended.beforeMs()).atOffset(ZoneOffset.UTC));
      select.setString(2, type);
      select.setString(3, type);
      select.setArray(4, connection.createArrayOf("varchar", ended.otherThan().toArray()));
      select.setInt(5, AT_ONCE);
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          runs.add(new Run(found.getString(1), found.getString(2)));
        }
      }
    }
    return runs;
  }
}
