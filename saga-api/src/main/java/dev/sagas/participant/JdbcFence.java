package dev.sagas.participant;

import dev.sagas.internal.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;

/**
 * Records, in the service's own database, which executes and compensations took effect and what was
 * replied, in the same transaction as the effect.
 *
 * <ul>
 *   <li>Needs its table: {@code dev/sagas/participant/fence/h2.sql} or {@code postgresql.sql} on
 *       the class path, usable as a migration.
 *   <li>Uses one connection per command being handled: the pool needs at least as many as the
 *       participant's concurrency.
 *   <li>On PostgreSQL costs one round trip in addition to the handler's own statements and their
 *       commit.
 *   <li>Works on PostgreSQL and H2; an H2 file database needs {@code ;WRITE_DELAY=0}; otherwise it
 *       loses acknowledged commits in a crash.
 * </ul>
 */
public final class JdbcFence {
  /** The default name of the table. */
  public static final String DEFAULT_TABLE = "saga_fence";

  private final FenceTransactions transactions;
  private final FenceTable onPostgres;
  private final FenceTable onOthers;

  private JdbcFence(FenceTransactions transactions, String table) {
    this.transactions = transactions;
    this.onPostgres = new PostgresFenceTable(TableName.checked(table));
    this.onOthers = new StandardFenceTable(table);
  }

  /** A fence in the table {@value #DEFAULT_TABLE} of this database. */
  public static JdbcFence on(DataSource dataSource) {
    return new JdbcFence(FenceTransactions.of(dataSource), DEFAULT_TABLE);
  }

  /**
   * A fence in the table {@value #DEFAULT_TABLE}, in transactions of the service's own transaction
   * manager.
   *
   * <ul>
   *   <li>Costs one more round trip than {@link #on}: only the manager may commit.
   * </ul>
   */
  public static JdbcFence within(TransactionRunner runner) {
    return new JdbcFence(FenceTransactions.within(runner), DEFAULT_TABLE);
  }

  /**
   * The same fence in another table, {@code name} or {@code schema.name}.
   *
   * @throws IllegalArgumentException if the name is not a plain SQL identifier
   */
  public JdbcFence table(String name) {
    return new JdbcFence(transactions, name);
  }

  /**
   * Deletes expired rows; the participant calls it regularly.
   *
   * @param limit the most rows to delete, at least 1
   * @return how many rows were deleted
   */
  public int deleteExpired(Instant now, int limit) throws SQLException {
    if (limit < 1) {
      throw new IllegalArgumentException("Expected a limit of at least 1, but got " + limit);
    }
    try {
      return transactions.run(
          (connection, commits) ->
              FenceTransactions.Ended.kept(
                  tableOf(connection).deleteExpired(connection, now, limit)));
    } catch (TransientFailureException e) {
      throw new SQLException("Expected to delete expired rows", e);
    }
  }

  /** The fence at work. */
  Fence open() {
    return new TransactionalFence(this);
  }

  FenceTransactions transactions() {
    return transactions;
  }

  /** The statements for the database of the connection. */
  FenceTable tableOf(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")
        ? onPostgres
        : onOthers;
  }
}
