package dev.sagas.participant;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A transaction manager as services have one: the connection belongs to the thread. */
record ManagedTransactions(DataSource dataSource) implements TransactionRunner {
  @Override
  public void run(Work work) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        work.accept(connection);
        connection.commit();
      } catch (RuntimeException | Error | SQLException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }
}
