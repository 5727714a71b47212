package dev.sagas.participant;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A transaction on a borrowed connection: rolled back when closed, unless it was committed. */
final class FenceTransaction implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FenceTransaction.class);

  private final Connection connection;
  private final boolean autoCommit;
  private boolean committed;

  FenceTransaction(Connection connection) throws SQLException {
    this.connection = connection;
    this.autoCommit = connection.getAutoCommit();
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
    } catch (SQLException e) {
      LOG.debug("The connection could not be given back as it was", e);
    }
  }
}
