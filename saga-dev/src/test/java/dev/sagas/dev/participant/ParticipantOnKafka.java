package dev.sagas.dev.participant;

import static dev.sagas.dev.participant.TopicReader.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.dev.fence.FenceDatabases;
import dev.sagas.participant.CommandContext;
import dev.sagas.participant.JdbcFence;
import dev.sagas.participant.Participant;
import dev.sagas.participant.ParticipantBuilder;
import dev.sagas.participant.StepResult;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.TopicNames;
import dev.sagas.samples.schema.order.OrderLine;
import dev.sagas.samples.schema.order.ReleaseStock;
import dev.sagas.samples.schema.order.ReserveStock;
import dev.sagas.samples.schema.order.StockReleased;
import dev.sagas.samples.schema.order.StockReserved;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A participant with its fence, topics and a database of its own, on the broker shared by all. */
@Timeout(120)
@ExtendWith(SharedCluster.class)
abstract class ParticipantOnKafka {
  private final List<AutoCloseable> toClose = new ArrayList<>();
  private Cluster cluster;
  private TopicNames topics;
  private String commandTopic;
  private JdbcConnectionPool database;
  private CommandWriter commands;
  private TopicReader replies;

  @BeforeEach
  void prepare(Cluster shared) throws Exception {
    cluster = shared;
    topics = new TopicNames("t" + UUID.randomUUID().toString().substring(0, 8) + ".");
    commandTopic = topics.prefix() + "inventory.commands";
    cluster.createTopics(3, commandTopic, topics.replies(), topics.deadLetters());
    database = FenceDatabases.open();
    database.setMaxConnections(20);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE stock (pieces INT)");
      statement.execute("INSERT INTO stock VALUES (1000)");
    }
    commands = closing(new CommandWriter(cluster.config(), commandTopic, topics.replies()));
    replies = closing(new TopicReader(cluster.config(), topics.replies()));
  }

  @AfterEach
  void closeAll() throws Exception {
    Collections.reverse(toClose);
    for (AutoCloseable each : toClose) {
      each.close();
    }
    database.dispose();
  }

  interface StockHandler {
    StepResult handle(ReserveStock command, CommandContext context) throws Exception;
  }

  final Cluster cluster() {
    return cluster;
  }

  final TopicNames topics() {
    return topics;
  }

  final String commandTopic() {
    return commandTopic;
  }

  final CommandWriter commands() {
    return commands;
  }

  final TopicReader replies() {
    return replies;
  }

  final ParticipantBuilder inventory() {
    return inventory(
        (command, context) -> {
          int pieces = command.getLines().get(0).getQuantity();
          if (pieces > 1000) {
            change(context, 1);
            return StepResult.rejected("OUT_OF_STOCK", "Only 1000 left");
          }
          change(context, pieces);
          return StepResult.succeeded(new StockReserved(command.getOrderId(), pieces));
        });
  }

  final ParticipantBuilder inventory(StockHandler handler) {
    return Participant.named("inventory")
        .kafka(cluster.config())
        .topics(topics)
        .fence(JdbcFence.on(database))
        .replies(StockReserved.class, StockReleased.class)
        .handle(ReserveStock.class, handler::handle)
        .handle(
            ReleaseStock.class,
            (command, context) -> {
              change(context, -7);
              return StepResult.succeeded(new StockReleased(command.getOrderId(), 7));
            });
  }

  final Participant start(ParticipantBuilder builder) {
    Participant participant = closing(builder.build());
    participant.start();
    return participant;
  }

  static void change(CommandContext context, int taken) throws SQLException {
    try (Statement statement = context.connection().createStatement()) {
      statement.execute("UPDATE stock SET pieces = pieces - " + taken);
    }
  }

  final int stock() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pieces FROM stock")) {
      row.next();
      return row.getInt(1);
    }
  }

  final long committed(int partition) throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", cluster.kafka().bootstrapServers()))) {
      var offset =
          admin
              .listConsumerGroupOffsets(topics.prefix() + "inventory")
              .partitionsToOffsetAndMetadata()
              .get()
              .get(new TopicPartition(commandTopic, partition));
      return offset == null ? -1 : offset.offset();
    }
  }

  final ConsumerRecord<byte[], byte[]> reply(DeduplicationKey key) {
    return replies
        .await(1, reply -> header(reply, "saga-in-reply-to").startsWith(key + "#"))
        .get(0);
  }

  /** Replies that cannot be delivered become dead letters, and hold up nobody. */
  final void answerOthersWhenReplyTopicsDoNotExist(TopicReader letters) throws Exception {
    // given
    int missing = 8;
    for (int i = 0; i < missing; i++) {
      DeduplicationKey key = CommandWriter.key("astray-" + i, Action.EXECUTE, 1);
      Map<String, String> headers = commands.headers(key, 1);
      headers.put(SagaHeaders.REPLY_TO, topics.prefix() + "nowhere-" + i);
      commands.send("astray-" + i, headers, commands.encode(reserve("astray-" + i, 1)));
    }

    // when
    Instant begun = Instant.now();
    for (int i = 0; i < 20; i++) {
      DeduplicationKey good = CommandWriter.key("good-" + i, Action.EXECUTE, 1);
      commands.send(good, reserve("good-" + i, 1));
    }
    replies.await(20, reply -> header(reply, "saga-outcome").equals("succeeded"));
    Duration waited = Duration.between(begun, Instant.now());

    // then: far less than one after the other, or than a producer's patience
    assertThat(waited).isLessThan(Duration.ofSeconds(25));
    assertThat(letters.await(missing, letter -> TopicReader.key(letter).startsWith("astray-")))
        .allMatch(letter -> header(letter, "saga-error-code").equals("REPLY_UNDELIVERABLE"));
  }

  final <R extends SpecificRecord> R decode(ConsumerRecord<byte[], byte[]> record, Class<R> type) {
    return commands.codec().decode(record.topic(), record.value(), type);
  }

  static ReserveStock reserve(String orderId, int pieces) {
    return new ReserveStock(orderId, List.of(new OrderLine("sku-1", pieces, 100L)));
  }

  final <T extends AutoCloseable> T closing(T resource) {
    toClose.add(resource);
    return resource;
  }
}
