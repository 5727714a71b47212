package dev.sagas.dev.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sagas.participant.JdbcFence;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** PostgreSQL with fsync, in processes of its own, for participants that have a database. */
final class BenchPostgres implements AutoCloseable {
  /** So many that commands in parallel seldom wait for each other's row. */
  static final int ROWS = 1_000;

  private static final int CONNECTIONS = 32;
  private static final String USER = "postgres";

  private final EmbeddedPostgres server;
  private final HikariDataSource pool;

  private BenchPostgres(EmbeddedPostgres server, HikariDataSource pool) {
    this.server = server;
    this.pool = pool;
  }

  /**
   * Starts one with its data in a directory.
   *
   * @throws IOException if it does not run on this machine
   */
  static BenchPostgres start(Path directory) throws IOException {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setDataDirectory(directory.resolve("data"))
            .setOverrideWorkingDirectory(directory.resolve("programs").toFile())
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .start();
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(server.getJdbcUrl(USER, USER));
    config.setMaximumPoolSize(CONNECTIONS);
    config.setAutoCommit(false);
    BenchPostgres database = new BenchPostgres(server, new HikariDataSource(config));
    database.createTables();
    return database;
  }

  private void createTables() throws IOException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        InputStream fence = JdbcFence.class.getResourceAsStream("fence/postgresql.sql")) {
      if (fence == null) {
        throw new BenchFailure("Expected the fence's table on the class path, but it is not there");
      }
      statement.execute(new String(fence.readAllBytes(), StandardCharsets.UTF_8));
      statement.execute("CREATE TABLE places (place INT PRIMARY KEY, taken BIGINT NOT NULL)");
      statement.execute(
          "INSERT INTO places SELECT n, 0 FROM generate_series(0, %s) n".formatted(ROWS - 1));
      connection.commit();
    } catch (SQLException e) {
      throw new BenchFailure("Expected PostgreSQL to take the tables", e);
    }
  }

  /** Its address, the user's name included. */
  String url() {
    return server.getJdbcUrl(USER, USER);
  }

  HikariDataSource pool() {
    return pool;
  }

  /** The server; those of its connections are its children. */
  ProcessHandle process() {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return ProcessHandle.of(row.getLong(1)).flatMap(ProcessHandle::parent).orElseThrow();
    } catch (SQLException e) {
      throw new BenchFailure("Expected PostgreSQL to answer", e);
    }
  }

  @Override
  public void close() {
    pool.close();
    try {
      server.close();
    } catch (IOException e) {
      throw new BenchFailure("Expected PostgreSQL to stop", e);
    }
  }
}
