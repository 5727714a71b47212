package dev.sagas.dev.participant;

import dev.sagas.participant.JdbcFence;
import dev.sagas.participant.ParticipantBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;

class PostgresBadHandlersTest extends BadHandlersContract {
  private EmbeddedPostgres postgres;

  @Override
  ParticipantBuilder fenced(ParticipantBuilder builder) throws Exception {
    postgres = EmbeddedPostgres.start();
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        InputStream ddl = JdbcFence.class.getResourceAsStream("fence/postgresql.sql")) {
      statement.execute(new String(ddl.readAllBytes(), StandardCharsets.UTF_8));
    }
    return builder.fence(JdbcFence.on(postgres.getPostgresDatabase()));
  }

  @AfterEach
  void stopDatabase() throws Exception {
    postgres.close();
  }
}
