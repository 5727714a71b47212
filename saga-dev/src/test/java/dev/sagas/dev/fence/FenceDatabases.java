package dev.sagas.dev.fence;

import dev.sagas.participant.JdbcFence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;

/** Databases in memory that have a fence's table, each of its own. */
public final class FenceDatabases {
  private FenceDatabases() {}

  public static JdbcConnectionPool open() throws SQLException, IOException {
    JdbcConnectionPool database =
        JdbcConnectionPool.create(
            "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        InputStream ddl = JdbcFence.class.getResourceAsStream("fence/h2.sql")) {
      statement.execute(new String(ddl.readAllBytes(), StandardCharsets.UTF_8));
    }
    return database;
  }
}
