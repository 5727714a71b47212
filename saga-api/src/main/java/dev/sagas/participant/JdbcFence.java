package dev.sagas.participant;

import dev.sagas.internal.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Records, in the service's own database, which executes and compensations took effect and what was
 * replied, in the same transaction as the effect.
 *
 * <ul>
 *   <li>Needs its table: {@code dev/sagas/participant/fence/postgresql.sql}, {@code mysql.sql} or
 *       {@code h2.sql} on the class path, usable as a migration.
 *   <li>Uses one connection per command being handled: the pool needs at least as many as the
 *       participant's concurrency.
 *   <li>On PostgreSQL costs one round trip in addition to the handler's own statements and their
 *       commit.
 *   <li>Works on PostgreSQL, MariaDB, MySQL and H2, and on others with a {@link FenceDialect}. An
 *       H2 file database needs {@code ;WRITE_DELAY=0}; otherwise it loses acknowledged commits in a
 *       crash.
 * </ul>
 */
public final class JdbcFence {
  /** The default name of the table. */
  public static final String DEFAULT_TABLE = "saga_fence";

  private final FenceTransactions transactions;
  private final String table;
  private final Optional<FenceDialect> dialect;
  private final FenceTable onPostgres;
  private final FenceTable onMySql;
  private final FenceTable onOthers;

  private JdbcFence(FenceTransactions transactions, String table, Optional<FenceDialect> dialect) {
    this.transactions = transactions;
    this.table = TableName.checked(table);
    this.dialect = dialect;
    this.onPostgres = new PostgresFenceTable(table);
    this.onMySql = new StandardFenceTable(table, new MySqlFenceDialect());
    this.onOthers = new StandardFenceTable(table, dialect.orElse(new FenceDialect() {}));
  }

  /** A fence in the table {@value #DEFAULT_TABLE} of this database. */
  public static JdbcFence on(DataSource dataSource) {
    return new JdbcFence(FenceTransactions.of(dataSource), DEFAULT_TABLE, Optional.empty());
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
    return new JdbcFence(FenceTransactions.within(runner), DEFAULT_TABLE, Optional.empty());
  }

  /**
   * The same fence in another table, {@code name} or {@code schema.name}.
   *
   * @throws IllegalArgumentException if the name is not a plain SQL identifier
   */
  public JdbcFence table(String name) {
    return new JdbcFence(transactions, name, dialect);
  }

  /** The same fence with the statements of this dialect, whatever the database. */
  public JdbcFence dialect(FenceDialect other) {
    return new JdbcFence(transactions, table, Optional.of(other));
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
    if (dialect.isPresent()) {
      return onOthers;
    }
    return switch (connection.getMetaData().getDatabaseProductName()) {
      case "PostgreSQL" -> onPostgres;
      case "MySQL", "MariaDB" -> onMySql;
      default -> onOthers;
    };
  }
}
