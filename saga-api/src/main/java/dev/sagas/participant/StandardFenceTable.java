package dev.sagas.participant;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

/** Standard SQL, for databases where a failing statement does not affect the transaction. */
final class StandardFenceTable extends FenceTable {
  StandardFenceTable(String name, FenceDialect dialect) {
    super(name, dialect);
  }

  @Override
  Met meet(Connection connection, FencedCommand command, ExecuteState newRow)
      throws SQLException, TransientFailureException {
    Optional<FenceRow> row = Optional.empty();
    if (!insert(connection, command, newRow)) {
      row = lock(connection, command.executeKey());
      if (row.isEmpty()) {
        throw TransientFailureException.rowDeleted(command.executeKey());
      }
    }
    return new Met(row, Optional.of(connection.setSavepoint()));
  }

  private boolean insert(Connection connection, FencedCommand command, ExecuteState state)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(insertSql())) {
      bindInsert(statement, command, state);
      return statement.executeUpdate() == 1;
    } catch (SQLException e) {
      if (dialect().isDuplicateKey(e)) {
        return false;
      }
      throw e;
    }
  }

  @Override
  void undoHandler(Connection connection, Met met) throws SQLException {
    connection.rollback(met.beforeHandler().orElseThrow());
  }

  @Override
  void record(Connection connection, FencedCommand command, EncodedReply reply, boolean commits)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(recordSql(command))) {
      bindRecord(statement, command, reply);
      requireOne(statement.executeUpdate(), command);
    }
  }
}
