package dev.sagas.samples.service;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** A service's own database: a pool of connections to migrated tables. */
public final class ServiceDatabase implements AutoCloseable {
  private final HikariDataSource pool;

  private ServiceDatabase(HikariDataSource pool) {
    this.pool = pool;
  }

  /**
   * Connects and brings the tables up to date: the fence's table, then the migrations in the
   * folders {@code db/<folder>} of the class path.
   *
   * @throws RuntimeException if the database cannot be reached or a migration fails
   */
  public static ServiceDatabase open(
      String name, DatabaseSettings settings, List<String> migrationFolders) {
    return open(name, settings, dataSource -> migrate(dataSource, migrationFolders));
  }

  /** The same without the fence's table, for a service that takes no part in sagas. */
  public static ServiceDatabase openWithoutFence(
      String name, DatabaseSettings settings, String migrationFolder) {
    return open(
        name,
        settings,
        dataSource -> flyway(dataSource, List.of(migrationFolder)).load().migrate());
  }

  private static ServiceDatabase open(
      String name, DatabaseSettings settings, Consumer<DataSource> migration) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(settings.poolSize());
    HikariDataSource pool = new HikariDataSource(config);
    try {
      migration.accept(pool);
      return new ServiceDatabase(pool);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  private static void migrate(DataSource dataSource, List<String> folders) {
    flyway(dataSource, folders)
        .javaMigrations(new FenceMigration(productOf(dataSource)))
        .load()
        .migrate();
  }

  private static FluentConfiguration flyway(DataSource dataSource, List<String> folders) {
    return Flyway.configure(ServiceDatabase.class.getClassLoader())
        .dataSource(dataSource)
        .locations(folders.stream().map(folder -> "classpath:db/" + folder).toArray(String[]::new));
  }

  private static String productOf(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection()) {
      return connection.getMetaData().getDatabaseProductName();
    } catch (SQLException e) {
      throw new IllegalStateException("Expected to reach the database", e);
    }
  }

  public DataSource dataSource() {
    return pool;
  }

  @Override
  public void close() {
    pool.close();
  }
}
