package dev.sagas.dev.bench;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.JdbcFence;
import dev.sagas.participant.KafkaFence;
import dev.sagas.participant.ParticipantBuilder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** What the handlers of the library's participants do, and what fences them. */
interface LibraryEffect {
  /** Adds the fence, if there is one. */
  ParticipantBuilder fence(ParticipantBuilder builder);

  /** Takes effect for a trip. */
  void take(String tripId, CommandContext context) throws SQLException;

  /** Nothing, without a fence. */
  record None() implements LibraryEffect {
    @Override
    public ParticipantBuilder fence(ParticipantBuilder builder) {
      return builder.unfenced();
    }

    @Override
    public void take(String tripId, CommandContext context) {
      // The handler only answers.
    }
  }

  /** Nothing, within a fence in Kafka. */
  record InKafka() implements LibraryEffect {
    @Override
    public ParticipantBuilder fence(ParticipantBuilder builder) {
      return builder.fence(KafkaFence.create().replicationFactor(1));
    }

    @Override
    public void take(String tripId, CommandContext context) {
      // The handler only answers.
    }
  }

  /** One update of one row, in a transaction of its own. */
  record Row(DataSource database) implements LibraryEffect {
    @Override
    public ParticipantBuilder fence(ParticipantBuilder builder) {
      return builder.unfenced();
    }

    @Override
    public void take(String tripId, CommandContext context) throws SQLException {
      try (Connection connection = database.getConnection()) {
        update(connection, tripId);
        connection.commit();
      }
    }
  }

  /** The same update, in the transaction of the fence. */
  record FencedRow(DataSource database) implements LibraryEffect {
    @Override
    public ParticipantBuilder fence(ParticipantBuilder builder) {
      return builder.fence(JdbcFence.on(database));
    }

    @Override
    public void take(String tripId, CommandContext context) throws SQLException {
      update(context.connection(), tripId);
    }
  }

  private static void update(Connection connection, String tripId) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE places SET taken = taken + 1 WHERE place = ?")) {
      update.setInt(1, Math.floorMod(tripId.hashCode(), BenchPostgres.ROWS));
      update.executeUpdate();
    }
  }
}
