package dev.sagas.samples.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sagas.participant.CommandContext;
import dev.sagas.participant.CommandHandler;
import dev.sagas.participant.JdbcFence;
import dev.sagas.participant.KafkaFence;
import dev.sagas.participant.ParticipantBuilder;
import dev.sagas.participant.StepResult;
import dev.sagas.samples.schema.order.ReserveStock;
import dev.sagas.samples.schema.order.StockReserved;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What the handlers do, with a fence and without: the same effect either way. */
final class Effects implements AutoCloseable {
  private static final int CONNECTIONS = 20;
  private static final String UPDATE = "UPDATE stock SET pieces = pieces - 1 WHERE product = ?";

  private final HikariDataSource database;
  private final KafkaProducer<byte[], byte[]> producer;

  Effects(Map<String, Object> clientSettings, String databaseUrl) {
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(databaseUrl);
    pool.setMaximumPoolSize(CONNECTIONS);
    pool.setAutoCommit(false);
    database = new HikariDataSource(pool);
    producer =
        new KafkaProducer<>(clientSettings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Adds the fence, if any, and the handler. */
  ParticipantBuilder addTo(ParticipantBuilder builder, Variant variant) {
    if (!variant.fenced()) {
      builder.unfenced();
    } else if (variant.store() == Variant.Store.POSTGRESQL) {
      builder.fence(JdbcFence.on(database));
    } else {
      builder.fence(KafkaFence.create());
    }
    return builder.handle(ReserveStock.class, handler(variant));
  }

  private CommandHandler<ReserveStock> handler(Variant variant) {
    return switch (variant.store()) {
      case POSTGRESQL -> variant.fenced() ? this::updateInFence : this::update;
      case KAFKA ->
          variant.fenced()
              ? (command, context) -> sendInFence(command, context, effectsOf(variant))
              : (command, context) -> send(command, effectsOf(variant));
    };
  }

  /** The topic of a variant's effects. */
  static String effectsOf(Variant variant) {
    return variant.prefix() + "effects";
  }

  private StepResult updateInFence(ReserveStock command, CommandContext context)
      throws SQLException {
    takeOne(context.connection(), command);
    return reserved(command);
  }

  private StepResult update(ReserveStock command, CommandContext context) throws SQLException {
    try (Connection connection = database.getConnection()) {
      takeOne(connection, command);
      connection.commit();
    }
    return reserved(command);
  }

  private static void takeOne(Connection connection, ReserveStock command) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
      update.setInt(1, Math.floorMod(command.getOrderId().hashCode(), BenchDatabase.ROWS));
      update.executeUpdate();
    }
  }

  private static StepResult sendInFence(
      ReserveStock command, CommandContext context, String topic) {
    context.send(effect(command, topic));
    return reserved(command);
  }

  /** Answers when the broker has the record: else a crash could lose what was answered. */
  private StepResult send(ReserveStock command, String topic) throws Exception {
    producer.send(effect(command, topic)).get();
    return reserved(command);
  }

  private static ProducerRecord<byte[], byte[]> effect(ReserveStock command, String topic) {
    byte[] order = command.getOrderId().getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(topic, order, order);
  }

  private static StepResult reserved(ReserveStock command) {
    return StepResult.succeeded(new StockReserved(command.getOrderId(), 1));
  }

  @Override
  public void close() {
    producer.close();
    database.close();
  }
}
