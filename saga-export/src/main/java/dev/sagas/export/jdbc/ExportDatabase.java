package dev.sagas.export.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sagas.audit.RunTally;
import dev.sagas.engine.journal.RunKey;
import dev.sagas.engine.wire.KeptState;
import dev.sagas.export.rows.ExportTable;
import dev.sagas.export.rows.KnownRun;
import dev.sagas.export.rows.RowBatch;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The database of an export.
 *
 * <ul>
 *   <li>The rows of a batch, the states that they continue from, and the partition's position are
 *       written in one transaction: after any crash the export continues exactly where it was.
 *   <li>Everything is in one schema, which Flyway migrates.
 * </ul>
 */
public final class ExportDatabase implements AutoCloseable {
  /** Nobody else uses its connections: who waits longer waits for the database. */
  private static final long CONNECT_MS = 5_000;

  private final HikariDataSource pool;
  private final Dialect dialect;
  private final String schema;

  private ExportDatabase(HikariDataSource pool, Dialect dialect, String schema) {
    this.pool = pool;
    this.dialect = dialect;
    this.schema = schema;
  }

  /**
   * Where the database is.
   *
   * @param url of JDBC: PostgreSQL or H2
   * @param password not in any message
   * @param schema in which everything is
   * @param connections at most
   */
  public record Address(String url, String user, String password, String schema, int connections) {
    /** Without the password, also if it is in the URL. */
    @Override
    public String toString() {
      String open =
          url.replaceAll("(?i)(password=)[^&;]*", "$1***").replaceAll("//[^/@]*@", "//***@");
      return open + (user.isEmpty() ? "" : " as " + user) + ", schema " + schema;
    }
  }

  /**
   * Connects and migrates.
   *
   * @throws ExportException if that cannot be done
   */
  public static ExportDatabase open(Address address) {
    try {
      Dialect dialect = migrate(address);
      return new ExportDatabase(pool(address), dialect, address.schema());
    } catch (SQLException | FlywayException e) {
      throw new ExportException("Expected to use the database " + address, e);
    }
  }

  private static Dialect migrate(Address address) throws SQLException {
    Dialect dialect;
    // Without a driver, getConnection would say so with the whole URL, a password included.
    DriverManager.getDriver(address.url());
    try (Connection connection =
        DriverManager.getConnection(address.url(), address.user(), address.password())) {
      dialect = Dialect.of(connection.getMetaData().getDatabaseProductName());
    }
    Flyway.configure(ExportDatabase.class.getClassLoader())
        .dataSource(address.url(), address.user(), address.password())
        .schemas(address.schema())
        .createSchemas(true)
        .locations(dialect.migrations())
        .placeholders(dialect.types())
        .load()
        .migrate();
    return dialect;
  }

  private static HikariDataSource pool(Address address) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(address.url());
    config.setUsername(address.user());
    config.setPassword(address.password());
    config.setSchema(address.schema());
    config.setMaximumPoolSize(address.connections());
    config.setAutoCommit(false);
    config.setConnectionTimeout(CONNECT_MS);
    config.setPoolName("saga-export");
    return new HikariDataSource(config);
  }

  /**
   * Notes what is exported here, the first time.
   *
   * @throws ExportException if it is something else
   * @throws SQLException if the database does not answer
   */
  public void requireSource(String clusterId, String journal) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement select =
            connection.prepareStatement("SELECT journal, cluster_id FROM export_source");
        ResultSet found = select.executeQuery()) {
      if (!found.next()) {
        insertSource(connection, clusterId, journal);
      } else if (!found.getString(1).equals(journal) || !found.getString(2).equals(clusterId)) {
        throw new ExportException(
            "Expected schema %s to have the export of %s of cluster %s, but it has that of %s of cluster %s"
                .formatted(schema, journal, clusterId, found.getString(1), found.getString(2)));
      }
      connection.commit();
    }
  }

  private static void insertSource(Connection connection, String clusterId, String journal)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO export_source (journal, cluster_id) VALUES (?, ?)")) {
      insert.setString(1, journal);
      insert.setString(2, clusterId);
      insert.executeUpdate();
    }
  }

  /** Where each partition that was exported before continues. */
  public Map<Integer, Long> positions() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      Map<Integer, Long> positions = PositionRows.all(connection);
      connection.commit();
      return positions;
    }
  }

  /** Those runs that were exported up to now and have not ended. */
  public Map<RunKey, KnownRun> states(Set<SagaId> sagas) throws SQLException {
    Map<RunKey, KnownRun> states = new HashMap<>();
    if (sagas.isEmpty()) {
      return states;
    }
    try (Connection connection = pool.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                """
                SELECT t.saga_id, t.run, t.checkpoint, s.measures
                FROM export_states t JOIN sagas s ON s.saga_id = t.saga_id AND s.run = t.run
                WHERE t.saga_id = ANY(?)
                """)) {
      select.setArray(
          1, connection.createArrayOf("varchar", sagas.stream().map(SagaId::value).toArray()));
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          RunKey key = new RunKey(new SagaId(found.getString(1)), new RunId(found.getString(2)));
          byte[] measures = found.getBytes(4);
          states.put(
              key,
              new KnownRun(
                  KeptState.decode(found.getBytes(3)),
                  measures == null ? RunTally.notCounted() : RunTally.decode(measures)));
        }
      }
      connection.commit();
    }
    return states;
  }

  /**
   * A stretch of a partition.
   *
   * @param from its first offset
   * @param next the offset after it
   * @param entryAtMs when its last entry was written, epoch ms
   * @param nowMs epoch ms
   */
  public record Stretch(int partition, long from, long next, long entryAtMs, long nowMs) {}

  /**
   * Writes what a stretch of the journal leads to, all of it or nothing.
   *
   * @throws PositionMovedException if the partition is not exported exactly up to its beginning
   * @throws SQLException if the database does not take it; nothing is written then, as far as is
   *     known
   */
  public void write(RowBatch rows, Stretch stretch) throws SQLException, PositionMovedException {
    try (Connection connection = pool.getConnection()) {
      try {
        PositionRows.move(connection, stretch);
        new RowWriter(dialect).write(connection, rows);
        connection.commit();
      } catch (SQLException | PositionMovedException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  /**
   * Begins partitions that were not exported before.
   *
   * @param from the first offset of each
   */
  public void begin(Map<Integer, Long> from, long nowMs) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      PositionRows.begin(connection, from, nowMs);
      connection.commit();
    }
  }

  /**
   * Notes that everything was exported that these partitions had at that time.
   *
   * @param atMs epoch ms
   */
  public void whole(Collection<Integer> partitions, long atMs) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      PositionRows.whole(connection, partitions, atMs);
      connection.commit();
    }
  }

  /** Deletes runs that ended long ago, a thousand in each transaction. */
  public void delete(EndedRuns ended) throws SQLException {
    boolean mayBeMore = true;
    while (mayBeMore) {
      try (Connection connection = pool.getConnection()) {
        mayBeMore = RunDeletion.deleteSome(connection, ended);
        connection.commit();
      }
    }
  }

  /** Deletes everything, so that the export begins at the journal's beginning. */
  public void clear() throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      for (ExportTable table : ExportTable.all()) {
        statement.addBatch("DELETE FROM " + table.table());
      }
      statement.addBatch("DELETE FROM export_positions");
      statement.addBatch("DELETE FROM export_source");
      statement.executeBatch();
      connection.commit();
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
