package dev.sagas.participant;

import dev.sagas.participant.FenceRow.RecordedCompensation;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.StepOutcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The fence's statements. Standard SQL but for the insert on PostgreSQL. */
final class FenceTable {
  private final String name;
  private final Dialect dialect;

  FenceTable(String name, Dialect dialect) {
    this.name = name;
    this.dialect = dialect;
  }

  /** How a row that is there already is met. */
  enum Dialect {
    /** A statement that fails aborts the transaction, so that the insert must not fail. */
    POSTGRESQL,
    /** A statement that fails leaves the transaction as it was. */
    STANDARD;

    static Dialect of(Connection connection) throws SQLException {
      return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")
          ? POSTGRESQL
          : STANDARD;
    }
  }

  /**
   * Inserts the row; waits for a transaction that has inserted it and is still open.
   *
   * @return false if there is such a row
   */
  boolean insert(Connection connection, FencedCommand command, ExecuteState state)
      throws SQLException {
    String sql =
        "INSERT INTO "
            + name
            + " (execute_key, execute_state, expires_at) VALUES (?, ?, ?)"
            + (dialect == Dialect.POSTGRESQL ? " ON CONFLICT (execute_key) DO NOTHING" : "");
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, command.executeKey().toString());
      statement.setString(2, state.name());
      statement.setLong(3, command.fenceUntilMs());
      return statement.executeUpdate() == 1;
    } catch (SQLException e) {
      if (dialect == Dialect.STANDARD && DatabaseErrors.isDuplicateKey(e)) {
        return false;
      }
      throw e;
    }
  }

  /** Reads and locks the row. */
  Optional<FenceRow> lock(Connection connection, DeduplicationKey executeKey) throws SQLException {
    String sql =
        "SELECT execute_state, execute_reply, execute_error_code, execute_error_message,"
            + " compensate_key, compensate_outcome, compensate_reply, compensate_error_code,"
            + " compensate_error_message, expires_at FROM "
            + name
            + " WHERE execute_key = ? FOR UPDATE";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, executeKey.toString());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(read(executeKey, row)) : Optional.empty();
      }
    }
  }

  /** Records how the command ended. */
  void record(Connection connection, FencedCommand command, EncodedReply reply)
      throws SQLException {
    String sql =
        switch (command.action()) {
          case EXECUTE ->
              "UPDATE "
                  + name
                  + " SET execute_state = ?, execute_reply = ?,"
                  + " execute_error_code = ?, execute_error_message = ? WHERE execute_key = ?";
          case COMPENSATE ->
              "UPDATE "
                  + name
                  + " SET compensate_outcome = ?, compensate_reply = ?,"
                  + " compensate_error_code = ?, compensate_error_message = ?,"
                  + " compensate_key = ? WHERE execute_key = ?";
        };
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, reply.outcome().name());
      statement.setBytes(2, reply.value());
      statement.setString(3, reply.error().map(ReplyError::code).orElse(null));
      statement.setString(4, reply.error().map(ReplyError::message).orElse(null));
      statement.setString(5, command.key().toString());
      if (command.action() == Action.COMPENSATE) {
        statement.setString(6, command.executeKey().toString());
      }
      int rows = statement.executeUpdate();
      if (rows != 1) {
        throw new SQLException(
            "Expected the fence row of " + command.executeKey() + ", but found " + rows);
      }
    }
  }

  /** Keeps the row for longer. */
  void extend(Connection connection, FencedCommand command) throws SQLException {
    String sql = "UPDATE " + name + " SET expires_at = ? WHERE execute_key = ? AND expires_at < ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, command.fenceUntilMs());
      statement.setString(2, command.executeKey().toString());
      statement.setLong(3, command.fenceUntilMs());
      statement.executeUpdate();
    }
  }

  int deleteExpired(Connection connection, Instant now, int limit) throws SQLException {
    // The outer condition is tried again on a row that somebody keeps for longer meanwhile.
    String sql =
        "DELETE FROM "
            + name
            + " WHERE expires_at < ? AND execute_key IN (SELECT execute_key FROM "
            + name
            + " WHERE expires_at < ? ORDER BY expires_at FETCH FIRST "
            + limit
            + " ROWS ONLY)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, now.toEpochMilli());
      statement.setLong(2, now.toEpochMilli());
      return statement.executeUpdate();
    }
  }

  private static FenceRow read(DeduplicationKey executeKey, ResultSet row) throws SQLException {
    ExecuteState state = ExecuteState.valueOf(row.getString("execute_state"));
    Optional<EncodedReply> executeReply =
        switch (state) {
          case SUCCEEDED -> Optional.of(reply(row, "execute", StepOutcome.SUCCEEDED));
          case REJECTED -> Optional.of(reply(row, "execute", StepOutcome.REJECTED));
          case STARTED, FENCED, FORGOTTEN -> Optional.empty();
        };
    return new FenceRow(
        executeKey, state, executeReply, compensation(row), row.getLong("expires_at"));
  }

  private static Optional<RecordedCompensation> compensation(ResultSet row) throws SQLException {
    String key = row.getString("compensate_key");
    if (key == null) {
      return Optional.empty();
    }
    StepOutcome outcome = StepOutcome.valueOf(row.getString("compensate_outcome"));
    return Optional.of(
        new RecordedCompensation(DeduplicationKey.parse(key), reply(row, "compensate", outcome)));
  }

  private static EncodedReply reply(ResultSet row, String action, StepOutcome outcome)
      throws SQLException {
    String code = row.getString(action + "_error_code");
    Optional<ReplyError> error =
        code == null
            ? Optional.empty()
            : Optional.of(new ReplyError(code, row.getString(action + "_error_message")));
    return new EncodedReply(outcome, row.getBytes(action + "_reply"), error);
  }
}
