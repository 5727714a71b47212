package dev.sagas.chaos.load;

import dev.sagas.participant.JdbcFence;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/**
 * The tables of a participant: the fence, the effects and the accounts.
 *
 * <ul>
 *   <li>No constraint prevents a second effect of a key: it shall be seen, not refused.
 * </ul>
 */
final class ParticipantTables {
  /** Any number: what instances that start at the same time wait for. */
  private static final long LOCK = 20_261_130L;

  private static final String TABLES =
      """
      CREATE TABLE effect (
        effect_no BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        dedup_key TEXT   NOT NULL,
        saga_id   TEXT   NOT NULL,
        transit   BIGINT NOT NULL,
        at_ms     BIGINT NOT NULL,
        value     TEXT   NOT NULL
      );
      CREATE TABLE account (
        name    TEXT   NOT NULL PRIMARY KEY,
        balance BIGINT NOT NULL
      );
      """;

  private ParticipantTables() {}

  /** Creates them unless they exist; of several instances that try, one does. */
  static void create(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
      if (!exist(statement)) {
        statement.execute(fence());
        statement.execute(TABLES);
      }
      connection.commit();
    }
  }

  private static boolean exist(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT to_regclass('account') IS NOT NULL")) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static String fence() {
    try (InputStream in =
        Objects.requireNonNull(JdbcFence.class.getResourceAsStream("fence/postgresql.sql"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to read the DDL of the fence", e);
    }
  }
}
