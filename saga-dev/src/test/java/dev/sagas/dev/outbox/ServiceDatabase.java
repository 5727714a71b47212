package dev.sagas.dev.outbox;

import dev.sagas.outbox.SagaOutbox;
import dev.sagas.participant.JdbcFence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** A service's database with an outbox, a fence and trips. */
final class ServiceDatabase implements AutoCloseable {
  private final JdbcConnectionPool pool =
      JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");

  ServiceDatabase() throws SQLException, IOException {
    try (InputStream outbox = SagaOutbox.class.getResourceAsStream("h2.sql");
        InputStream fence = JdbcFence.class.getResourceAsStream("fence/h2.sql")) {
      execute(new String(outbox.readAllBytes(), StandardCharsets.UTF_8));
      execute(new String(fence.readAllBytes(), StandardCharsets.UTF_8));
    }
    execute("CREATE TABLE trip (id VARCHAR(200) PRIMARY KEY)");
  }

  DataSource dataSource() {
    return pool;
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  int count(String table) {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException e) {
      throw new AssertionError("Expected to count the rows of " + table, e);
    }
  }

  /** From now on no row of the outbox that is there already can be deleted. */
  void keepOutboxFromBeingEmptied() throws SQLException {
    execute("CREATE TABLE hook (seq BIGINT REFERENCES saga_outbox (seq))");
    execute("INSERT INTO hook SELECT seq FROM saga_outbox");
  }

  void letOutboxBeEmptied() throws SQLException {
    execute("DELETE FROM hook");
  }

  @Override
  public void close() {
    pool.dispose();
  }
}
