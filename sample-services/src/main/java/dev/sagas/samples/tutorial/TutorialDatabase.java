package dev.sagas.samples.tutorial;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.tools.RunScript;

/** A service's database in memory: gone when the process ends. */
final class TutorialDatabase {
  private TutorialDatabase() {}

  static DataSource create(String service) throws SQLException {
    String url = "jdbc:h2:mem:" + service + "-" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    JdbcConnectionPool pool = JdbcConnectionPool.create(url, "sa", "");
    try (Connection connection = pool.getConnection()) {
      run(connection, "/dev/sagas/participant/fence/h2.sql");
      run(connection, "/db/tutorial/" + service + ".sql");
    }
    return pool;
  }

  private static void run(Connection connection, String script) throws SQLException {
    try (Reader statements =
        new InputStreamReader(
            Objects.requireNonNull(TutorialDatabase.class.getResourceAsStream(script), script),
            StandardCharsets.UTF_8)) {
      RunScript.execute(connection, statements);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
