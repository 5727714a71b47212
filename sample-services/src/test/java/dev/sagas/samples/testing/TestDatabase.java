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
  POSTGRESQL {
    @Override
    public DatabaseSettings create(Path directory) {
      String name = "db_" + NEXT.incrementAndGet();
      EmbeddedPostgres server = Server.INSTANCE;
      try (Connection connection = server.getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE " + name);
      } catch (SQLException e) {
        throw new IllegalStateException("Expected to create database " + name, e);
      }
      return new DatabaseSettings(server.getJdbcUrl("postgres", name), "postgres", "postgres", 10);
    }
  };

  private static final AtomicInteger NEXT = new AtomicInteger();

  /** Makes a new empty database. */
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
