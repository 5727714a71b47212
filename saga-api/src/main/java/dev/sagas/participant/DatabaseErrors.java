package dev.sagas.participant;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Distinguishes transient errors, mainly those of databases, from permanent ones. */
final class DatabaseErrors {
  private static final int MAX_CAUSES = 16;

  /** Connection lost, transaction rolled back by the database, insufficient resources. */
  private static final Set<String> TRANSIENT_CLASSES = Set.of("08", "40", "53");

  /**
   * MySQL and MariaDB: lock wait time-out, which some of their drivers report as any other error.
   */
  private static final int LOCK_WAIT_TIMEOUT = 1205;

  /** The state of an error without one of its own. */
  private static final String GENERAL_ERROR = "HY000";

  /** Rolled back, but because of a constraint that the next attempt would violate, too. */
  private static final String ROLLED_BACK_BY_CONSTRAINT = "40002";

  private static final Set<String> TRANSIENT_STATES =
      Set.of(
          "55P03", // PostgreSQL: lock not available
          "57P01", // PostgreSQL: shut down by the administrator
          "57P02", // PostgreSQL: crash of another session
          "57P03", // PostgreSQL: starting or stopping
          "HYT00", // H2: lock time-out
          "90131", // H2: row changed by another transaction
          "90067", // H2: connection broken
          "90098", // H2: database closed
          "90121"); // H2: database closed at the end of the process

  /** By name, because Spring is not always on the class path. Includes subclasses. */
  private static final Set<String> TRANSIENT_IN_SPRING =
      Set.of(
          "org.springframework.dao.DataAccessResourceFailureException",
          "org.springframework.dao.RecoverableDataAccessException",
          "org.springframework.dao.TransientDataAccessException",
          "org.springframework.transaction.CannotCreateTransactionException",
          "org.springframework.transaction.TransactionTimedOutException");

  /** The second is used by databases that do not distinguish kinds of constraints. */
  private static final Set<String> UNIQUE_VIOLATIONS = Set.of("23505", "23000");

  private DatabaseErrors() {}

  /**
   * True if the error, or one of its causes, is a transient database error or a retryable
   * exception.
   */
  static boolean isTransient(Throwable error) {
    @Nullable Throwable cause = error;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (cause instanceof RetryableException
          || isTransientInSpring(cause)
          || (cause instanceof SQLException sql && isTransientItself(sql))) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /**
   * What a connection pool or a transaction manager threw at the begin or the end of a transaction,
   * as the database error that it reports.
   *
   * @throws TransientFailureException if it is transient
   */
  static SQLException ofTransaction(RuntimeException error) throws TransientFailureException {
    if (isTransient(error)) {
      throw new TransientFailureException(error);
    }
    return new SQLException(
        "Expected the transaction to begin and to end", sqlState(error).orElse("none"), error);
  }

  /** The SQLState of the exception or of its cause, if there is one. */
  static Optional<String> sqlState(Throwable error) {
    @Nullable Throwable cause = error;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (cause instanceof SQLException sql) {
        return Optional.of(sql.getSQLState() == null ? "none" : sql.getSQLState());
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  static boolean isDuplicateKey(SQLException error) {
    String state = error.getSQLState();
    return state != null && UNIQUE_VIOLATIONS.contains(state);
  }

  private static boolean isTransientItself(SQLException error) {
    if (error instanceof SQLTransientException || error instanceof SQLRecoverableException) {
      return true;
    }
    String state = error.getSQLState();
    return state != null
        && (TRANSIENT_STATES.contains(state)
            || (state.equals(GENERAL_ERROR) && error.getErrorCode() == LOCK_WAIT_TIMEOUT)
            || (state.length() == 5
                && TRANSIENT_CLASSES.contains(state.substring(0, 2))
                && !state.equals(ROLLED_BACK_BY_CONSTRAINT)));
  }

  private static boolean isTransientInSpring(Throwable error) {
    @Nullable Class<?> type = error.getClass();
    while (type != null) {
      if (TRANSIENT_IN_SPRING.contains(type.getName())) {
        return true;
      }
      type = type.getSuperclass();
    }
    return false;
  }
}
