package dev.sagas.dev.outbox;

import static org.awaitility.Awaitility.await;

import dev.sagas.outbox.SagaOutbox;
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
import java.util.Map;
import javax.sql.DataSource;

/** A service's database on PostgreSQL with an outbox and a fence, and the user of a connector. */
final class PostgresService implements AutoCloseable {
  private static final String OWNER = "shop";
  private static final String CONNECTOR = "connector";

  private final EmbeddedPostgres server;
  private final DataSource admin;
  private final DataSource dataSource;

  private PostgresService(EmbeddedPostgres server, String name) {
    this.server = server;
    this.admin = server.getPostgresDatabase();
    this.dataSource = server.getDatabase(OWNER, name);
  }

  /** A server that a connector can read, with the rights that the guide names. */
  static EmbeddedPostgres startServer() throws IOException, SQLException {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder().setServerConfig("wal_level", "logical").start();
    DataSource admin = server.getPostgresDatabase();
    execute(admin, "CREATE ROLE " + OWNER + " LOGIN");
    execute(admin, "CREATE ROLE " + CONNECTOR + " LOGIN REPLICATION IN ROLE " + OWNER);
    return server;
  }

  /** A new database on the server. */
  static PostgresService create(EmbeddedPostgres server, String name)
      throws IOException, SQLException {
    execute(server.getPostgresDatabase(), "CREATE DATABASE " + name + " OWNER " + OWNER);
    PostgresService service = new PostgresService(server, name);
    try (InputStream outbox = SagaOutbox.class.getResourceAsStream("postgresql.sql");
        InputStream fence = JdbcFence.class.getResourceAsStream("fence/postgresql.sql")) {
      service.execute(new String(outbox.readAllBytes(), StandardCharsets.UTF_8));
      service.execute(new String(fence.readAllBytes(), StandardCharsets.UTF_8));
    }
    return service;
  }

  /** The service's own. */
  DataSource dataSource() {
    return dataSource;
  }

  /** What the guide's configuration leaves open. */
  Map<String, String> connectorSettings() {
    return Map.of(
        "database.hostname",
        "localhost",
        "database.port",
        String.valueOf(server.getPort()),
        "database.dbname",
        query("SELECT current_database()"),
        "database.user",
        CONNECTOR,
        "database.password",
        "any");
  }

  void execute(String sql) throws SQLException {
    execute(dataSource, sql);
  }

  /** The only value of the only row, as text. */
  String query(String sql) {
    return query(dataSource, sql);
  }

  /** True if no connector holds the log before this position any more. */
  boolean isForgettable(String position) {
    return query(
            admin,
            """
            SELECT bool_and(confirmed_flush_lsn >= '%s')
            FROM pg_replication_slots
            WHERE database = '%s'
            """
                .formatted(position, name()))
        .equals("t");
  }

  @Override
  public void close() throws SQLException {
    String mine = " FROM pg_replication_slots WHERE database = '" + name() + "'";
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> query(admin, "SELECT COUNT(*)" + mine + " AND active").equals("0"));
    execute(admin, "SELECT pg_drop_replication_slot(slot_name)" + mine);
  }

  private String name() {
    return query("SELECT current_database()");
  }

  private static void execute(DataSource dataSource, String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(DataSource dataSource, String sql) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new AssertionError("Expected an answer to " + sql, e);
    }
  }
}
