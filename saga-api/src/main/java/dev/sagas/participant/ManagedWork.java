package dev.sagas.participant;

import dev.sagas.participant.FenceTransactions.Body;
import dev.sagas.participant.FenceTransactions.Ended;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One transaction's work, run by a service's transaction manager. Remembers what the work itself
 * has thrown: anything else that the manager throws is about the transaction.
 */
final class ManagedWork<T> implements TransactionRunner.Work {
  private final Body<T> body;
  private final List<T> values = new ArrayList<>();
  private Optional<RuntimeException> thrown = Optional.empty();

  ManagedWork(Body<T> body) {
    this.body = body;
  }

  @Override
  public void accept(Connection connection) {
    try {
      Ended<T> ended = body.run(connection, false);
      values.add(ended.value());
      if (!ended.kept()) {
        throw new NotKept();
      }
    } catch (SQLException | TransientFailureException e) {
      throw noted(new Failed(e));
    } catch (RuntimeException e) {
      throw noted(e);
    }
  }

  /** Throws what the work threw, unless that was only meant to roll back. */
  void rethrow() throws SQLException, TransientFailureException {
    if (thrown.isPresent()) {
      if (thrown.get() instanceof Failed failed) {
        throw failed.unwrapped();
      }
      if (!isRolledBack()) {
        throw thrown.get();
      }
    }
  }

  /** True if nothing had to be kept, so that it does not matter how the transaction ended. */
  boolean isRolledBack() {
    return thrown.isPresent() && thrown.get() instanceof NotKept;
  }

  T value() {
    if (values.size() != 1) {
      throw new IllegalStateException(
          "Expected the transaction runner to do the work once, but it did it %s times"
              .formatted(values.size()));
    }
    return values.get(0);
  }

  private RuntimeException noted(RuntimeException problem) {
    thrown = Optional.of(problem);
    return problem;
  }

  /** Makes the runner roll back. */
  private static final class NotKept extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private NotKept() {
      super("Rolled back, because the command has not succeeded", null, false, false);
    }
  }

  /** Carries a checked exception through the runner. */
  private static final class Failed extends RuntimeException {
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
