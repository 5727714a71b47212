package dev.sagas.participant;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Runs the fence's work in a transaction of the service's own transaction manager, so that what the
 * handler does through its repositories is in the same transaction.
 *
 * <ul>
 *   <li>Begins a transaction, calls {@code work} once with its connection on the same thread,
 *       commits when it returns, and itself returns when that is durable.
 *   <li>Rolls back when {@code work} throws, and rethrows the same exception.
 *   <li>Must not join an open transaction, and must not call {@code work} again.
 *   <li>Is called from many threads.
 * </ul>
 *
 * <p>With Spring:
 *
 * <pre>{@code
 * TransactionTemplate template = new TransactionTemplate(transactionManager);
 * template.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
 * JdbcFence fence =
 *     JdbcFence.within(
 *         work ->
 *             template.executeWithoutResult(
 *                 status -> work.accept(DataSourceUtils.getConnection(dataSource))));
 * }</pre>
 */
@FunctionalInterface
public interface TransactionRunner {
  /** The work of one transaction; may throw any unchecked exception. */
  @FunctionalInterface
  interface Work {
    /** Works on the transaction's connection. */
    void accept(Connection connection);
  }

  /**
   * Runs the work in a new transaction.
   *
   * <p>May also throw any unchecked exception if the transaction cannot begin or be committed:
   * transient failures are recognised by the database error among the causes, or by Spring's
   * classes, and retried until the command's deadline.
   *
   * @throws SQLException if the transaction cannot begin or be committed; a transient one is
   *     retried
   */
  void run(Work work) throws SQLException;
}
