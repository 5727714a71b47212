package dev.sagas.export.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A connection for one question.
 *
 * @param isPostgres else it is H2
 * @param timeoutSeconds of each statement
 */
record Session(Connection connection, boolean isPostgres, int timeoutSeconds) {
  /** What is made of a row. */
  @FunctionalInterface
  interface RowMaker<T> {
    T make(ResultSet row) throws SQLException;
  }

  /** What is made of all rows. */
  @FunctionalInterface
  interface RowsMaker<T> {
    T make(ResultSet rows) throws SQLException;
  }

  /** The rows of a statement. */
  <T> List<T> list(SqlText sql, RowMaker<T> maker) throws SQLException {
    return all(
        sql,
        rows -> {
          List<T> made = new ArrayList<>();
          while (rows.next()) {
            made.add(maker.make(rows));
          }
          return made;
        });
  }

  /** The same, all at once. */
  <T> T all(SqlText sql, RowsMaker<T> maker) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
      statement.setQueryTimeout(timeoutSeconds);
      int place = 1;
      for (Object value : sql.values()) {
        bind(statement, place++, value);
      }
      try (ResultSet rows = statement.executeQuery()) {
        return maker.make(rows);
      }
    }
  }

  private void bind(PreparedStatement statement, int place, Object value) throws SQLException {
    if (value instanceof Instant instant) {
      statement.setObject(place, instant.atOffset(ZoneOffset.UTC));
    } else if (value instanceof Collection<?> texts) {
      statement.setArray(place, connection.createArrayOf("varchar", texts.toArray()));
    } else {
      statement.setObject(place, value);
    }
  }
}
