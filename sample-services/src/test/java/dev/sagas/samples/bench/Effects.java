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
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What the handlers do, with a fence and without: the same effect either way. */
final class Effects implements AutoCloseable {
  /** So many that commands in parallel seldom wait for each other's row. */
  private static final int ROWS = 1_000;

  private static final int CONNECTIONS = 20;
  private static final String UPDATE = "UPDATE stock SET pieces = pieces - 1 WHERE product = ?";

  private final EmbeddedPostgres server;
  private final HikariDataSource database;
  private final KafkaProducer<byte[], byte[]> producer;

  Effects(Map<String, Object> clientSettings) throws IOException, SQLException {
    server =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .start();
    HikariConfig pool = new HikariConfig();
    pool.setDataSource(server.getPostgresDatabase());
    pool.setMaximumPoolSize(CONNECTIONS);
    pool.setAutoCommit(false);
    database = new HikariDataSource(pool);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        InputStream fence = JdbcFence.class.getResourceAsStream("fence/postgresql.sql")) {
      statement.execute(new String(fence.readAllBytes(), StandardCharsets.UTF_8));
      statement.execute("CREATE TABLE stock (product INT PRIMARY KEY, pieces BIGINT NOT NULL)");
      statement.execute(
          "INSERT INTO stock SELECT n, 0 FROM generate_series(0, %d) n".formatted(ROWS - 1));
      connection.commit();
    }
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
      update.setInt(1, Math.floorMod(command.getOrderId().hashCode(), ROWS));
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

  /** How many updates there were. */
  long taken() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT -SUM(pieces) FROM stock")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** A setting of the server, to be shown with the results. */
  String serverSetting(String name) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW " + name)) {
      row.next();
      return row.getString(1);
    }
  }

  @Override
  public void close() throws IOException {
    producer.close();
    database.close();
    server.close();
  }
}
