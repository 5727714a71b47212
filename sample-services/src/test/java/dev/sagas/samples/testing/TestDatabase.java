package dev.sagas.samples.testing;

import dev.sagas.samples.service.DatabaseSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** The databases that the samples support, each real. */
public enum TestDatabase {
  H2 {
    @Override
    public DatabaseSettings create(Path directory) {
      return DatabaseSettings.h2(directory.resolve("db-" + NEXT.incrementAndGet()), 10);
    }
  },
  /** A schema for each: a database for each would make the server's stop take a minute. */
  POSTGRESQL {
    @Override
    public DatabaseSettings create(Path directory) {
      String schema = "schema_" + NEXT.incrementAndGet();
      EmbeddedPostgres server = Server.INSTANCE;
      try (Connection connection = server.getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        statement.execute("CREATE SCHEMA " + schema);
      } catch (SQLException e) {
        throw new IllegalStateException("Expected to create schema " + schema, e);
      }
      String url =
          "jdbc:postgresql://localhost:" + server.getPort() + "/postgres?currentSchema=" + schema;
      return new DatabaseSettings(url, "postgres", "postgres", 10);
    }
  };

  private static final AtomicInteger NEXT = new AtomicInteger();

  /** Makes a place for tables that is new and empty. */
  public abstract DatabaseSettings create(Path directory);

  /** Started by the first test that needs it, stopped with the test's JVM. */
  private static final class Server {
    private static final EmbeddedPostgres INSTANCE = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().start();
      } catch (IOException e) {
        throw new UncheckedIOException("Expected PostgreSQL to start", e);
      }
    }
  }
}
