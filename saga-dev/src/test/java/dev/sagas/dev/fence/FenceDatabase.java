package dev.sagas.dev.fence;

import dev.sagas.participant.JdbcFence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postgresql.ds.PGSimpleDataSource;

/** The participant's database: its fence, and one row for each effect. */
final class FenceDatabase {
  private FenceDatabase() {}

  static DataSource open(String url) {
    if (url.startsWith("jdbc:h2:")) {
      return JdbcConnectionPool.create(url, "", "");
    }
    PGSimpleDataSource postgres = new PGSimpleDataSource();
    postgres.setUrl(url);
    return postgres;
  }

  static void create(String url) throws SQLException, IOException {
    String ddl = url.startsWith("jdbc:h2:") ? "fence/h2.sql" : "fence/postgresql.sql";
    DataSource database = open(url);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        InputStream fence = JdbcFence.class.getResourceAsStream(ddl)) {
      statement.execute(new String(fence.readAllBytes(), StandardCharsets.UTF_8));
      statement.execute("CREATE TABLE effects (saga VARCHAR(100), action VARCHAR(20))");
    } finally {
      close(database);
    }
  }

  /** How many effects there are, by saga and action, as in {@code trip-1 EXECUTE}. */
  static Map<String, Integer> effects(String url) throws SQLException {
    Map<String, Integer> effects = new HashMap<>();
    DataSource database = open(url);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT saga, action FROM effects")) {
      while (rows.next()) {
        effects.merge(rows.getString(1) + " " + rows.getString(2), 1, Integer::sum);
      }
    } finally {
      close(database);
    }
    return effects;
  }

  private static void close(DataSource database) {
    if (database instanceof JdbcConnectionPool pool) {
      pool.dispose();
    }
  }
}
