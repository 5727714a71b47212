package dev.sagas.outbox;

import dev.sagas.internal.TableName;
import dev.sagas.protocol.BoundedText;
import dev.sagas.protocol.SagaHeaders;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** The outbox's statements. */
final class OutboxTable {
  static final int MAX_ERROR_CHARS = 1024;

  /** How many times its rows a relay looks at on MySQL, where others may have locked the first. */
  private static final int MYSQL_CHOICE = 4;

  private final String name;

  OutboxTable(String name) {
    this.name = TableName.checked(name);
  }

  /** Adds a row as part of the connection's transaction. */
  void insert(Connection connection, NewRow row) throws SQLException {
    String sql =
        """
        INSERT INTO %s (id, aggregatetype, aggregateid, type, payload, created_at, %s)
        VALUES (?, ?, ?, ?, ?, ?%s)
        """
            .formatted(name, HeaderColumn.all(), ", ?".repeat(HeaderColumn.values().length));
    ProducerRecord<byte[], byte[]> record = row.record();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, row.id());
      statement.setString(2, record.topic());
      statement.setString(3, text(record.headers(), SagaHeaders.SAGA_ID));
      statement.setString(4, row.recordType());
      statement.setBytes(5, record.value());
      statement.setLong(6, row.createdAtMs());
      int index = 7;
      for (HeaderColumn each : HeaderColumn.values()) {
        statement.setString(index++, text(record.headers(), each.header()));
      }
      statement.executeUpdate();
    }
  }

  /**
   * Reads and locks the oldest rows of which each is the first of its saga. Rows that another
   * transaction has locked are left out, and with them all later rows of their sagas: a lock on the
   * first row of a saga is a lock on the saga.
   */
  List<OutboxRow> lockFirsts(Connection connection, int limit) throws SQLException {
    String columns = "o.seq, o.aggregatetype, o.aggregateid, o.payload, " + HeaderColumn.all();
    String sql =
        switch (connection.getMetaData().getDatabaseProductName()) {
          // InnoDB locks rows as they are now, but reads the subquery as of the statement's begin:
          // of two new rows it would miss the older one. So it chooses first, and then locks.
          case "MySQL", "MariaDB" ->
              """
              SELECT %s FROM %s o JOIN (%s) first ON first.seq = o.seq
              WHERE o.set_aside_at IS NULL ORDER BY o.seq LIMIT %s
              """
                  .formatted(columns, name, firsts("o.seq", MYSQL_CHOICE * limit), limit);
          default -> firsts(columns, limit);
        };
    try (PreparedStatement statement =
            connection.prepareStatement(sql + " FOR UPDATE SKIP LOCKED");
        ResultSet found = statement.executeQuery()) {
      List<OutboxRow> rows = new ArrayList<>();
      while (found.next()) {
        rows.add(read(found));
      }
      return rows;
    }
  }

  private String firsts(String columns, int limit) {
    return """
    SELECT %s FROM %s o
    WHERE o.set_aside_at IS NULL
      AND NOT EXISTS (
        SELECT 1 FROM %s older
        WHERE older.aggregateid = o.aggregateid AND older.seq < o.seq
          AND older.set_aside_at IS NULL)
    ORDER BY o.seq LIMIT %s
    """
        .formatted(columns, name, name, limit);
  }

  /** Deletes rows that were sent. */
  void delete(Connection connection, List<OutboxRow> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement("DELETE FROM " + name + " WHERE seq = ?")) {
      for (OutboxRow row : rows) {
        statement.setLong(1, row.seq());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** Sets aside a row that can never be sent, so that it does not block the others. */
  void setAside(Connection connection, OutboxRow row, SetAside reason) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE " + name + " SET set_aside_at = ?, error = ? WHERE seq = ?")) {
      statement.setLong(1, reason.atMs());
      statement.setString(2, reason.error());
      statement.setLong(3, row.seq());
      statement.executeUpdate();
    }
  }

  private static OutboxRow read(ResultSet row) throws SQLException {
    String sagaId = row.getString("aggregateid");
    Headers headers = new RecordHeaders();
    headers.add(SagaHeaders.SAGA_ID, utf8(sagaId));
    for (HeaderColumn each : HeaderColumn.values()) {
      String value = row.getString(each.column());
      if (value != null) {
        headers.add(each.header(), utf8(value));
      }
    }
    return new OutboxRow(
        row.getLong("seq"),
        sagaId,
        new ProducerRecord<>(
            row.getString("aggregatetype"),
            null,
            null,
            utf8(sagaId),
            row.getBytes("payload"),
            headers));
  }

  private static @Nullable String text(Headers headers, String header) {
    Header found = headers.lastHeader(header);
    return found == null ? null : new String(found.value(), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A row to be added; {@code recordType} is the full name of the Avro record. */
  record NewRow(
      String id, String recordType, ProducerRecord<byte[], byte[]> record, long createdAtMs) {}

  /** Why and when a row was set aside. */
  record SetAside(String error, long atMs) {
    SetAside {
      error = BoundedText.ofChars(error, MAX_ERROR_CHARS);
    }
  }
}
