package dev.sagas.export.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The rows that say how far each partition is exported. */
final class PositionRows {
  private PositionRows() {}

  /** The next offset of each partition. */
  static Map<Integer, Long> all(Connection connection) throws SQLException {
    Map<Integer, Long> positions = new HashMap<>();
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT partition_number, next_offset FROM export_positions");
        ResultSet found = select.executeQuery()) {
      while (found.next()) {
        positions.put(found.getInt(1), found.getLong(2));
      }
    }
    return positions;
  }

  /** Adds partitions. */
  static void begin(Connection connection, Map<Integer, Long> from, long nowMs)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO export_positions (partition_number, next_offset, exported_at)"
                + " VALUES (?, ?, ?)")) {
      for (Map.Entry<Integer, Long> partition : from.entrySet()) {
        insert.setInt(1, partition.getKey());
        insert.setLong(2, partition.getValue());
        insert.setObject(3, time(nowMs));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /**
   * Goes to the end of a stretch.
   *
   * @throws PositionMovedException if the partition is not at its beginning
   */
  static void move(Connection connection, ExportDatabase.Stretch stretch)
      throws SQLException, PositionMovedException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE export_positions SET next_offset = ?, entry_at = ?, exported_at = ?"
                + " WHERE partition_number = ? AND next_offset = ?")) {
      update.setLong(1, stretch.next());
      update.setObject(2, time(stretch.entryAtMs()));
      update.setObject(3, time(stretch.nowMs()));
      update.setInt(4, stretch.partition());
      update.setLong(5, stretch.from());
      if (update.executeUpdate() == 0) {
        long actual = all(connection).getOrDefault(stretch.partition(), -1L);
        throw new PositionMovedException(stretch.partition(), stretch.from(), actual);
      }
    }
  }

  /** Notes that all was exported that was there at that time. */
  static void whole(Connection connection, Collection<Integer> partitions, long atMs)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE export_positions SET whole_at = ? WHERE partition_number = ANY(?)")) {
      update.setObject(1, time(atMs));
      update.setArray(2, connection.createArrayOf("integer", partitions.toArray()));
      update.executeUpdate();
    }
  }

  private static OffsetDateTime time(long epochMs) {
    return Instant.ofEpochMilli(epochMs).atOffset(ZoneOffset.UTC);
  }
}
