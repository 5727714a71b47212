package dev.sagas.comparison.seata;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sagas.comparison.load.ComparisonFailure;
import dev.sagas.comparison.load.MeasuredProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** PostgreSQL in processes of its own, with Seata's tables. */
final class SeataDatabase implements AutoCloseable {
  private final EmbeddedPostgres server;
  private final HikariDataSource pool;

  private SeataDatabase(EmbeddedPostgres server, HikariDataSource pool) {
    this.server = server;
    this.pool = pool;
  }

  /**
   * Starts a server.
   *
   * @param fsync false makes it as durable as Kafka is by default: what was committed survives the
   *     end of its processes, but not that of the machine
   */
  static SeataDatabase start(boolean fsync, int connections) throws IOException, SQLException {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", fsync ? "on" : "off")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("shared_buffers", "512MB")
            .setServerConfig("max_wal_size", "4GB")
            .setServerConfig("max_connections", "300")
            .start();
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
    config.setUsername("postgres");
    config.setMinimumIdle(connections);
    config.setMaximumPoolSize(connections);
    SeataDatabase database = new SeataDatabase(server, new HikariDataSource(config));
    database.createTables();
    return database;
  }

  private void createTables() throws SQLException, IOException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        InputStream script = SeataDatabase.class.getResourceAsStream("tables.sql")) {
      if (script == null) {
        throw new ComparisonFailure("Expected tables.sql on the class path, but it is not there");
      }
      statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  DataSource dataSource() {
    return pool;
  }

  /** The server with the processes of its connections. */
  MeasuredProcess process() {
    long connection = number("SELECT pg_backend_pid()");
    long server =
        ProcessHandle.of(connection)
            .flatMap(ProcessHandle::parent)
            .map(ProcessHandle::pid)
            .orElseThrow(() -> new ComparisonFailure("Expected PostgreSQL to run here"));
    return new MeasuredProcess("PostgreSQL", server, true);
  }

  /** What the query counts. */
  long number(String query) {
    return Long.parseLong(text(query));
  }

  /** The one value that the query has. */
  String text(String query) {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new ComparisonFailure("Expected an answer to " + query, e);
    }
  }

  int connections() {
    return pool.getMaximumPoolSize();
  }

  @Override
  public void close() {
    pool.close();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Expected PostgreSQL to stop", e);
    }
  }
}
