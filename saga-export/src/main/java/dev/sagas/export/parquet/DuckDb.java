package dev.sagas.export.parquet;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * DuckDB in this process, from the class path or from a jar of its own: it is too large to ship.
 */
final class DuckDb implements AutoCloseable {
  private static final String DRIVER = "org.duckdb.DuckDBDriver";
  private static final String IN_MEMORY = "jdbc:duckdb:";

  private final @Nullable URLClassLoader loader;
  private final Connection connection;

  private DuckDb(@Nullable URLClassLoader loader, Connection connection) {
    this.loader = loader;
    this.connection = connection;
  }

  /**
   * Starts it.
   *
   * @throws IOException if the jar cannot be read, or has no DuckDB; or there is none on the class
   *     path
   */
  static DuckDb start(Optional<Path> jar) throws IOException, SQLException {
    if (jar.isEmpty()) {
      return new DuckDb(null, connect(DuckDb.class.getClassLoader()));
    }
    if (!Files.isReadable(jar.get())) {
      throw new IOException("Expected a jar of DuckDB that can be read, but got " + jar.get());
    }
    URL[] urls = {jar.get().toUri().toURL()};
    URLClassLoader loader = new URLClassLoader(urls, DuckDb.class.getClassLoader());
    try {
      return new DuckDb(loader, connect(loader));
    } catch (IOException | SQLException e) {
      loader.close();
      throw e;
    }
  }

  private static Connection connect(ClassLoader loader) throws IOException, SQLException {
    try {
      Driver driver =
          Class.forName(DRIVER, true, loader)
              .asSubclass(Driver.class)
              .getDeclaredConstructor()
              .newInstance();
      Connection connection = driver.connect(IN_MEMORY, new Properties());
      if (connection == null) {
        throw new SQLException("Expected DuckDB to open " + IN_MEMORY);
      }
      return connection;
    } catch (ReflectiveOperationException e) {
      throw new IOException(
          """
          Expected DuckDB, which writes Parquet and is not shipped: download the jar \
          org.duckdb:duckdb_jdbc from Maven Central, and name it with --duckdb-jar\
          """,
          e);
    }
  }

  Connection connection() {
    return connection;
  }

  @Override
  public void close() throws SQLException, IOException {
    connection.close();
    if (loader != null) {
      loader.close();
    }
  }
}
