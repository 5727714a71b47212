package dev.sagas.participant;

import dev.sagas.protocol.Action;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * PostgreSQL: one round trip before the handler, and one after it that also commits.
 *
 * <ul>
 *   <li>On PostgreSQL a failing statement aborts the transaction, so the insert must not fail.
 *   <li>The driver sends the statements of one batch together and waits once; the first that fails
 *       prevents the rest, and so the commit, from being executed.
 * </ul>
 */
final class PostgresFenceTable extends FenceTable {
  private static final String SAVEPOINT = "saga_fence_handler";

  private final String meetSeldomSql;
  private final String meetOftenSql;

  PostgresFenceTable(String name) {
    super(name, new FenceDialect() {});
    String insertSql = insertSql() + " ON CONFLICT (execute_key) DO NOTHING";
    this.meetSeldomSql = insertSql + "; SAVEPOINT " + SAVEPOINT;
    this.meetOftenSql =
        """
        %s;
        SELECT %s
        FROM %s
        WHERE execute_key = ? FOR UPDATE;
        SAVEPOINT %s
        """
            .formatted(insertSql, COLUMNS, name, SAVEPOINT);
  }

  @Override
  Met meet(Connection connection, FencedCommand command, ExecuteState newRow)
      throws SQLException, TransientFailureException {
    Optional<FenceRow> row =
        command.action() == Action.EXECUTE
            ? meetSeldom(connection, command, newRow)
            : meetOften(connection, command, newRow);
    return new Met(row, Optional.empty());
  }

  /** An execute finds its row only if it is redelivered. */
  private Optional<FenceRow> meetSeldom(
      Connection connection, FencedCommand command, ExecuteState newRow)
      throws SQLException, TransientFailureException {
    try (PreparedStatement statement = connection.prepareStatement(meetSeldomSql)) {
      bindInsert(statement, command, newRow);
      statement.execute();
      if (statement.getUpdateCount() == 1) {
        return Optional.empty();
      }
    }
    Optional<FenceRow> row = lock(connection, command.executeKey());
    if (row.isEmpty()) {
      throw TransientFailureException.rowDeleted(command.executeKey());
    }
    return row;
  }

  /** A compensation usually finds the row of its execute. */
  private Optional<FenceRow> meetOften(
      Connection connection, FencedCommand command, ExecuteState newRow)
      throws SQLException, TransientFailureException {
    try (PreparedStatement statement = connection.prepareStatement(meetOftenSql)) {
      bindInsert(statement, command, newRow);
      statement.setString(4, command.executeKey().toString());
      statement.execute();
      if (statement.getUpdateCount() == 1) {
        return Optional.empty();
      }
      statement.getMoreResults();
      try (ResultSet row = statement.getResultSet()) {
        if (!row.next()) {
          throw TransientFailureException.rowDeleted(command.executeKey());
        }
        return Optional.of(read(command.executeKey(), row));
      }
    }
  }

  @Override
  void undoHandler(Connection connection, Met met) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ROLLBACK TO SAVEPOINT " + SAVEPOINT);
    }
  }

  @Override
  void record(Connection connection, FencedCommand command, EncodedReply reply, boolean commits)
      throws SQLException {
    String sql = recordSql(command) + (commits ? "; COMMIT" : "");
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bindRecord(statement, command, reply);
      statement.execute();
      requireOne(statement.getUpdateCount(), command);
    }
  }
}
