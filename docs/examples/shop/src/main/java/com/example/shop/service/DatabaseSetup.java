package com.example.shop.service;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A service's own schema in a PostgreSQL database. Its tables and the fence's are made when the
 * service starts; leave that to your migration tool once there is something to migrate.
 */
public final class DatabaseSetup {
  /** One for each command at work, and one to clean up. */
  private static final int CONNECTIONS = 9;

  private DatabaseSetup() {}

  /** Connects, and makes what is missing. */
  public static HikariDataSource open(String service, String url)
      throws SQLException, IOException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setSchema(service);
    config.setMaximumPoolSize(CONNECTIONS);
    HikariDataSource database = new HikariDataSource(config);
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      for (String statements :
          List.of(
              // Two instances may start at the same time.
              "SELECT pg_advisory_xact_lock(4711)",
              "CREATE SCHEMA IF NOT EXISTS " + service,
              resource("/dev/sagas/participant/fence/postgresql.sql"),
              resource("/db/" + service + ".sql"))) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(statements);
        }
      }
      connection.commit();
    }
    return database;
  }

  private static String resource(String name) throws IOException {
    try (InputStream file = DatabaseSetup.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new FileNotFoundException(name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
