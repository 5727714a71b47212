package dev.sagas.participant;

import dev.sagas.internal.LocalTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Where the fence's transactions come from. */
interface FenceTransactions {
  /** What is done in one transaction. */
  @FunctionalInterface
  interface Body<T> {
    /**
     * Does the work.
     *
     * @param commits whether it may commit with its last statement
     */
    Ended<T> run(Connection connection, boolean commits)
        throws SQLException, TransientFailureException;
  }

  /**
   * How the work ended.
   *
   * @param kept whether to commit; else it is rolled back
   */
  record Ended<T>(T value, boolean kept) {
    static <T> Ended<T> kept(T value) {
      return new Ended<>(value, true);
    }

    static <T> Ended<T> rolledBack(T value) {
      return new Ended<>(value, false);
    }
  }

  /** Runs the body in a transaction of its own. */
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
      try (Connection connection = dataSource.getConnection();
          LocalTransaction transaction = LocalTransaction.begin(connection)) {
        Ended<T> ended = body.run(connection, true);
        if (ended.kept()) {
          transaction.commit();
        }
        return ended.value();
      }
    }
  }

  /** See {@link #within}. */
  record Managed(TransactionRunner runner) implements FenceTransactions {
    @Override
    public <T> T run(Body<T> body) throws SQLException, TransientFailureException {
      List<T> values = new ArrayList<>();
      try {
        runner.run(connection -> values.add(inside(body, connection, values)));
      } catch (NotKept notKept) {
        // Rolled back as it should be.
      } catch (Failed failed) {
        throw failed.unwrapped();
      }
      if (values.size() != 1) {
        throw new IllegalStateException(
            "Expected the transaction runner to do the work once, but it did it "
                + values.size()
                + " times");
      }
      return values.get(0);
    }

    private static <T> T inside(Body<T> body, Connection connection, List<T> values) {
      try {
        Ended<T> ended = body.run(connection, false);
        if (!ended.kept()) {
          values.add(ended.value());
          throw new NotKept();
        }
        return ended.value();
      } catch (SQLException | TransientFailureException e) {
        throw new Failed(e);
      }
    }
  }

  /** Makes the runner roll back. */
  final class NotKept extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private NotKept() {
      super("Rolled back, because the command has not succeeded", null, false, false);
    }
  }

  /** Takes a checked exception through the runner. */
  final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Failed(Exception cause) {
      super(cause);
    }

    private SQLException unwrapped() throws TransientFailureException {
      if (getCause() instanceof TransientFailureException transientFailure) {
        throw transientFailure;
      }
      return getCause() instanceof SQLException sql ? sql : new SQLException(getCause());
    }
  }
}
