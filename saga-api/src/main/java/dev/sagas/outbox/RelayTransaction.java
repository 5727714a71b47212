package dev.sagas.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transaction on a borrowed connection: rolled back when closed, unless it was committed. Reads
 * what is committed, because rows that others have deleted meanwhile are to be passed over.
 */
final class RelayTransaction implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RelayTransaction.class);

  private final Connection connection;
  private final boolean autoCommit;
  private final int isolation;
  private boolean committed;

  RelayTransaction(Connection connection) throws SQLException {
    this.connection = connection;
    this.autoCommit = connection.getAutoCommit();
    this.isolation = connection.getTransactionIsolation();
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    connection.setAutoCommit(false);
  }

  void commit() throws SQLException {
    connection.commit();
    committed = true;
  }

  /** Never throws: what went wrong before matters more, and a commit stays one. */
  @Override
  public void close() {
    try {
      if (!committed) {
        connection.rollback();
      }
      connection.setAutoCommit(autoCommit);
      connection.setTransactionIsolation(isolation);
    } catch (SQLException e) {
      LOG.debug("The connection could not be given back as it was", e);
    }
  }
}
