package dev.sagas.participant;

import dev.sagas.internal.LocalTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Where the fence's transactions come from. */
interface FenceTransactions {
  /** The work of one transaction. */
  @FunctionalInterface
  interface Body<T> {
    /**
     * Does the work.
     *
     * @param commits whether its last statement may commit
     */
    Ended<T> run(Connection connection, boolean commits)
        throws SQLException, TransientFailureException;
  }

  /**
   * The result of the work.
   *
   * @param kept whether to commit; otherwise it is rolled back
   */
  record Ended<T>(T value, boolean kept) {
    static <T> Ended<T> kept(T value) {
      return new Ended<>(value, true);
    }

    static <T> Ended<T> rolledBack(T value) {
      return new Ended<>(value, false);
    }
  }

  /** Runs the body in a new transaction. */
  <T> T run(Body<T> body) throws SQLException, TransientFailureException;

  /** Transactions on connections of a pool. */
  static FenceTransactions of(DataSource dataSource) {
    return new Own(dataSource);
  }

  /** Transactions of the service's own transaction manager. */
  static FenceTransactions within(TransactionRunner runner) {
    return new Managed(runner);
  }

  /** See {@link #of}. */
  record Own(DataSource dataSource) implements FenceTransactions {
    @Override
    public <T> T run(Body<T> body) throws SQLException, TransientFailureException {
      try (Connection connection = connection();
          LocalTransaction transaction = LocalTransaction.begin(connection)) {
        Ended<T> ended = body.run(connection, true);
        if (ended.kept()) {
          transaction.commit();
        }
        return ended.value();
      }
    }

    // A pool created at its first use throws unchecked while the database is unavailable.
    private Connection connection() throws SQLException, TransientFailureException {
      try {
        return dataSource.getConnection();
      } catch (RuntimeException e) {
        throw DatabaseErrors.ofTransaction(e);
      }
    }
  }

  /** See {@link #within}. */
  record Managed(TransactionRunner runner) implements FenceTransactions {
    @Override
    public <T> T run(Body<T> body) throws SQLException, TransientFailureException {
      ManagedWork<T> work = new ManagedWork<>(body);
      try {
        runner.run(work);
      } catch (RuntimeException e) {
        work.rethrow();
        if (!work.isRolledBack()) {
          throw DatabaseErrors.ofTransaction(e);
        }
      } catch (SQLException e) {
        work.rethrow();
        if (!work.isRolledBack()) {
          throw e;
        }
      }
      return work.value();
    }
  }
}
