package dev.sagas.participant;

import dev.sagas.participant.FenceRow.RecordedCompensation;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.StepOutcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;

/** The fence's statements. */
abstract class FenceTable {
  static final String COLUMNS =
      """
      execute_state, execute_reply, execute_error_code, execute_error_message, \
      compensate_key, compensate_outcome, compensate_reply, compensate_error_code, \
      compensate_error_message, expires_at\
      """;

  private final String name;
  private final FenceDialect dialect;
  private final String extendSql;
  private final String lockSql;
  private final String insertSql;
  private final String recordExecuteSql;
  private final String recordCompensateSql;

  FenceTable(String name, FenceDialect dialect) {
    this.name = name;
    this.dialect = dialect;
    this.extendSql =
        "UPDATE " + name + " SET expires_at = ? WHERE execute_key = ? AND expires_at < ?";
    this.lockSql = dialect.selectAndLock(name, COLUMNS);
    this.insertSql =
        "INSERT INTO " + name + " (execute_key, execute_state, expires_at) VALUES (?, ?, ?)";
    this.recordExecuteSql = recordSql(name, Action.EXECUTE);
    this.recordCompensateSql = recordSql(name, Action.COMPENSATE);
  }

  /**
   * What a command found.
   *
   * @param row the existing row, locked; empty if the command inserted its own
   * @param beforeHandler the savepoint to which a rejection rolls back; empty if the name is known
   */
  record Met(Optional<FenceRow> row, Optional<Savepoint> beforeHandler) {}

  /**
   * Inserts a row for the command's execute, or waits for other transactions and then reads and
   * locks the existing row; then sets a savepoint before the handler.
   *
   * @throws TransientFailureException if the row was deleted in the meantime
   */
  abstract Met meet(Connection connection, FencedCommand command, ExecuteState newRow)
      throws SQLException, TransientFailureException;

  /** Rolls back what the handler did. */
  abstract void undoHandler(Connection connection, Met met) throws SQLException;

  /**
   * Records how the command ended, and keeps the row for longer.
   *
   * @param commits whether the transaction may be committed with it
   */
  abstract void record(
      Connection connection, FencedCommand command, EncodedReply reply, boolean commits)
      throws SQLException;

  /** Keeps the row for longer. */
  final void extend(Connection connection, FencedCommand command) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(extendSql)) {
      statement.setLong(1, command.fenceUntilMs());
      statement.setString(2, command.executeKey().toString());
      statement.setLong(3, command.fenceUntilMs());
      statement.executeUpdate();
    }
  }

  /** Reads and locks the row. */
  final Optional<FenceRow> lock(Connection connection, DeduplicationKey executeKey)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(lockSql)) {
      statement.setString(1, executeKey.toString());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(read(executeKey, row)) : Optional.empty();
      }
    }
  }

  final int deleteExpired(Connection connection, Instant now, int limit) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(dialect.deleteExpired(name, now.toEpochMilli(), limit));
    }
  }

  final String insertSql() {
    return insertSql;
  }

  final FenceDialect dialect() {
    return dialect;
  }

  /** Binds {@link #insertSql}. */
  static void bindInsert(PreparedStatement statement, FencedCommand command, ExecuteState state)
      throws SQLException {
    statement.setString(1, command.executeKey().toString());
    statement.setString(2, state.name());
    statement.setLong(3, command.fenceUntilMs());
  }

  /** Sets the command's part of the row. */
  final String recordSql(FencedCommand command) {
    return switch (command.action()) {
      case EXECUTE -> recordExecuteSql;
      case COMPENSATE -> recordCompensateSql;
    };
  }

  private static String recordSql(String name, Action action) {
    String side =
        switch (action) {
          case EXECUTE ->
              "execute_state = ?, execute_reply = ?, execute_error_code = ?,"
                  + " execute_error_message = ?";
          case COMPENSATE ->
              "compensate_outcome = ?, compensate_reply = ?, compensate_error_code = ?,"
                  + " compensate_error_message = ?, compensate_key = ?";
        };
    return """
    UPDATE %s
    SET %s, expires_at = CASE WHEN expires_at < ? THEN ? ELSE expires_at END
    WHERE execute_key = ?
    """
        .formatted(name, side);
  }

  /** Binds {@link #recordSql}. */
  static void bindRecord(PreparedStatement statement, FencedCommand command, EncodedReply reply)
      throws SQLException {
    statement.setString(1, reply.outcome().name());
    statement.setBytes(2, reply.value());
    statement.setString(3, reply.error().map(ReplyError::code).orElse(null));
    statement.setString(4, reply.error().map(ReplyError::message).orElse(null));
    int next = 5;
    if (command.action() == Action.COMPENSATE) {
      statement.setString(next++, command.key().toString());
    }
    statement.setLong(next++, command.fenceUntilMs());
    statement.setLong(next++, command.fenceUntilMs());
    statement.setString(next, command.executeKey().toString());
  }

  /** Checks that exactly one row was updated. */
  static void requireOne(int rows, FencedCommand command) throws SQLException {
    if (rows != 1) {
      throw new SQLException(
          "Expected the fence row of " + command.executeKey() + ", but found " + rows);
    }
  }

  static FenceRow read(DeduplicationKey executeKey, ResultSet row) throws SQLException {
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
