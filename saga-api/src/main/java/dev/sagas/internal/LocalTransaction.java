package dev.sagas.internal;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transaction on a borrowed connection: rolled back when closed, unless it was committed. The
 * connection's settings are restored.
 */
public final class LocalTransaction implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalTransaction.class);

  private final Connection connection;
  private final boolean autoCommit;
  private final int isolation;
  private boolean committed;

  /** Restores this isolation; {@code TRANSACTION_NONE} leaves it unchanged. */
  private LocalTransaction(Connection connection, int before) throws SQLException {
    this.connection = connection;
    this.autoCommit = connection.getAutoCommit();
    this.isolation = before;
    connection.setAutoCommit(false);
  }

  /** Begins a transaction with the connection's isolation. */
  public static LocalTransaction begin(Connection connection) throws SQLException {
    return new LocalTransaction(connection, Connection.TRANSACTION_NONE);
  }

  /** Begins a transaction that reads at each statement what is committed. */
  public static LocalTransaction beginReadCommitted(Connection connection) throws SQLException {
    int before = connection.getTransactionIsolation();
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    return new LocalTransaction(connection, before);
  }

  public void commit() throws SQLException {
    connection.commit();
    committed = true;
  }

  /** Never throws: an earlier error matters more, and a commit remains valid. */
  @Override
  public void close() {
    try {
      if (!committed) {
        connection.rollback();
      }
      connection.setAutoCommit(autoCommit);
      if (isolation != Connection.TRANSACTION_NONE) {
        connection.setTransactionIsolation(isolation);
      }
    } catch (SQLException e) {
      LOG.debug("The connection's settings could not be restored", e);
    }
  }
}
