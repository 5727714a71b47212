package dev.sagas.export.query;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sagas.index.exported.ExportConnector;
import dev.sagas.index.exported.ExportUnavailableException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/** Read-only connections to the database of an export. Connects when it is asked. Thread-safe. */
final class ReadPool implements AutoCloseable {
  private static final int CONNECTIONS = 4;
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final String CANCELLED = "57014";

  /** No table, no schema, no database: the export has not begun. */
  private static final Set<String> NOT_THERE =
      Set.of("42P01", "42703", "3F000", "3D000", "42S02", "42S22", "90079", "90146");

  /** What a condition on the data can be wrong about; the rest of the statements is our own. */
  private static final Set<String> WRONG_PATH = Set.of("42601", "22P02", "22P05", "2201B");

  private final HikariDataSource source;
  private final int timeoutSeconds;

  /**
   * Connections to that database.
   *
   * @param timeoutSeconds how long a statement may take
   * @throws ExportUnavailableException if there is no driver for it
   */
  ReadPool(ExportConnector.Address address, int timeoutSeconds) {
    this.timeoutSeconds = timeoutSeconds;
    try {
      // Without a driver, the pool would say so with the whole URL, a password included.
      DriverManager.getDriver(address.url());
    } catch (SQLException e) {
      throw unavailable("there is no driver for its URL", e);
    }
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(existing(address.url()));
    config.setUsername(address.user());
    config.setPassword(address.password());
    config.setSchema(address.schema());
    config.setReadOnly(true);
    if (address.url().startsWith("jdbc:postgresql:")) {
      // By default the driver only tells transactions, and a single statement begins none.
      config.addDataSourceProperty("readOnlyMode", "always");
    }
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    config.setIdleTimeout(IDLE.toMillis());
    config.setConnectionTimeout(CONNECT_LIMIT.toMillis());
    config.setInitializationFailTimeout(-1);
    config.setPoolName("saga-export-read");
    source = new HikariDataSource(config);
  }

  /** H2 would create a database that is not there. */
  private static String existing(String url) {
    boolean isH2 = url.toLowerCase(Locale.ROOT).startsWith("jdbc:h2:");
    return isH2 && !url.toUpperCase(Locale.ROOT).contains("IFEXISTS")
        ? url + ";IFEXISTS=TRUE"
        : url;
  }

  /** Asks the database. */
  @FunctionalInterface
  interface Question<T> {
    T ask(Session session) throws SQLException;
  }

  /**
   * The answer to a question.
   *
   * @throws ExportUnavailableException if the database does not give one in time
   * @throws IllegalArgumentException if it does not understand a condition on the data
   */
  <T> T read(Question<T> question) {
    try (Connection connection = source.getConnection()) {
      boolean isPostgres = "PostgreSQL".equals(connection.getMetaData().getDatabaseProductName());
      return question.ask(new Session(connection, isPostgres, timeoutSeconds));
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private RuntimeException failure(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    if (WRONG_PATH.contains(state)) {
      return new IllegalArgumentException(
          "Expected a JSON path that the database understands, but " + reason(e), e);
    }
    if (state.equals(CANCELLED)) {
      return unavailable("it did not within %s s: narrow the filter".formatted(timeoutSeconds), e);
    }
    return unavailable(isNotThere(e) ? "nothing is exported there yet" : reason(e), e);
  }

  private static boolean isNotThere(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && NOT_THERE.contains(String.valueOf(sql.getSQLState()))) {
        return true;
      }
    }
    return false;
  }

  /** What the driver said, not what the pool made of it; without the statement. */
  private static String reason(SQLException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("it failed");
  }

  private static ExportUnavailableException unavailable(String why, Throwable cause) {
    return new ExportUnavailableException(
        "Expected the database of the export to answer, but " + why, cause);
  }

  @Override
  public void close() {
    source.close();
  }
}
