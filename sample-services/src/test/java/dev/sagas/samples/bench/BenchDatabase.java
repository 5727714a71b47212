package dev.sagas.samples.bench;

import dev.sagas.participant.JdbcFence;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;

/** PostgreSQL with fsync, in processes of its own, with the tables of the handlers. */
final class BenchDatabase implements AutoCloseable {
  /** So many that commands in parallel seldom wait for each other's row. */
  static final int ROWS = 1_000;

  private final EmbeddedPostgres server;
  private final Connection connection;

  private BenchDatabase(EmbeddedPostgres server) throws SQLException {
    this.server = server;
    this.connection = server.getPostgresDatabase().getConnection();
  }

  static BenchDatabase start() throws IOException, SQLException {
    BenchDatabase database =
        new BenchDatabase(
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .start());
    database.createTables();
    return database;
  }

  private void createTables() throws SQLException, IOException {
    try (Statement statement = connection.createStatement();
        InputStream fence = JdbcFence.class.getResourceAsStream("fence/postgresql.sql")) {
      statement.execute(new String(fence.readAllBytes(), StandardCharsets.UTF_8));
      statement.execute("CREATE TABLE stock (product INT PRIMARY KEY, pieces BIGINT NOT NULL)");
      statement.execute(
          "INSERT INTO stock SELECT n, 0 FROM generate_series(0, %d) n".formatted(ROWS - 1));
    }
  }

  String url() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  /** How many updates there were. */
  long taken() throws SQLException {
    return Long.parseLong(text("SELECT -SUM(pieces) FROM stock"));
  }

  /** A setting of the server, to be shown with the results. */
  String setting(String name) throws SQLException {
    return text("SHOW " + name);
  }

  /** What the server's processes have used so far. */
  Duration cpu() throws SQLException {
    ProcessHandle postmaster =
        ProcessHandle.of(Long.parseLong(text("SELECT pg_backend_pid()")))
            .flatMap(ProcessHandle::parent)
            .orElseThrow();
    return Stream.concat(Stream.of(postmaster), postmaster.descendants())
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  private String text(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  @Override
  public void close() throws IOException, SQLException {
    connection.close();
    server.close();
  }
}
