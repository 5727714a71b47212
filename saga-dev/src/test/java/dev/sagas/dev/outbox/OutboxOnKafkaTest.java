package dev.sagas.dev.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.dev.participant.Cluster;
import dev.sagas.dev.participant.TopicReader;
import dev.sagas.outbox.OutboxRelay;
import dev.sagas.outbox.OutboxRelayBuilder;
import dev.sagas.outbox.SagaOutbox;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.ApprovalDecision;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.SubjectStrategy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The relay on a real broker; nobody reads what it sends but the test. */
@Timeout(120)
class OutboxOnKafkaTest {
  private static final int PARTITIONS = 3;
  private static final int MAX_MESSAGE_BYTES = 20_000;

  @TempDir private static Path directory;
  private static Cluster cluster;

  private TopicNames topics;
  private Map<String, Object> settings;
  private ServiceDatabase database;
  private SagaOutbox outbox;
  private AvroCodec codec;

  @BeforeAll
  static void startCluster() {
    cluster = Cluster.in(directory);
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @BeforeEach
  void prepare() throws Exception {
    topics = new TopicNames("t" + UUID.randomUUID().toString().substring(0, 8) + ".");
    settings = new HashMap<>(cluster.config());
    settings.put("saga.topic.prefix", topics.prefix());
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", cluster.kafka().bootstrapServers()))) {
      NewTopic signals =
          new NewTopic(topics.signals(), PARTITIONS, (short) 1)
              .configs(Map.of("max.message.bytes", String.valueOf(MAX_MESSAGE_BYTES)));
      admin.createTopics(List.of(signals)).all().get();
    }
    database = new ServiceDatabase();
    outbox = SagaOutbox.open(settings).register(ApprovalDecision.class);
    codec = AvroCodec.create(settings, SubjectStrategy.RECORD_NAME);
  }

  @AfterEach
  void closeAll() {
    outbox.close();
    codec.close();
    database.close();
  }

  @Test
  void shouldWriteToThePartitionThatTheProtocolSaysWhenARowIsSent() throws Exception {
    // given
    settings.put("partitioner.class", "org.apache.kafka.clients.producer.RoundRobinPartitioner");
    List<String> sagas = IntStream.range(0, 20).mapToObj(i -> "saga-" + i).toList();
    write(sagas, 0, 1);

    // when
    try (OutboxRelay relay = relay().start()) {
      soon().until(() -> database.count("saga_outbox") == 0);
      assertThat(relay.isRunning()).isTrue();
    }

    // then
    assertThat(signals(20))
        .allSatisfy(
            record -> {
              int murmur = Utils.toPositive(Utils.murmur2(record.key())) % PARTITIONS;
              assertThat(record.partition()).isEqualTo(murmur);
            });
  }

  @Test
  void shouldKeepTheOrderOfEachSagaWhenTwoRelaysWorkAtOnce() throws Exception {
    // given
    List<String> sagas = IntStream.range(0, 30).mapToObj(i -> "saga-" + i).toList();
    int signals = 10;

    // when
    try (OutboxRelay one = relay().batchRows(11).start();
        OutboxRelay other = relay().batchRows(11).start()) {
      write(sagas, 0, signals);
      soon().until(() -> database.count("saga_outbox") == 0);
      assertThat(List.of(one.isRunning(), other.isRunning())).containsOnly(true);
    }

    // then
    List<ConsumerRecord<byte[], byte[]>> sent = signals(sagas.size() * signals);
    assertThat(sent).hasSize(sagas.size() * signals);
    for (String saga : sagas) {
      assertThat(numbers(sent, saga)).isEqualTo(IntStream.range(0, signals).boxed().toList());
    }
  }

  @Test
  void shouldSendEverythingInOrderWhenTheBrokerWasAwayForAWhile() throws Exception {
    // given
    settings.put("max.block.ms", 500);
    settings.put("producer.request.timeout.ms", 1_000);
    settings.put("producer.delivery.timeout.ms", 2_000);
    try (OutboxRelay relay = relay().start()) {
      write(List.of("a", "b"), 0, 1);
      soon().until(() -> database.count("saga_outbox") == 0);

      // when
      cluster.kafka().stop();
      write(List.of("a", "b"), 1, 4);
      relay.wakeUp();
      await()
          .during(Duration.ofSeconds(4))
          .atMost(Duration.ofSeconds(20))
          .until(() -> database.count("saga_outbox") == 6);
      cluster.kafka().restart();

      // then
      soon().until(() -> database.count("saga_outbox") == 0);
    }
    List<ConsumerRecord<byte[], byte[]>> sent = signals(8);
    assertThat(numbers(sent, "a").stream().distinct().toList()).containsExactly(0, 1, 2, 3);
    assertThat(numbers(sent, "b").stream().distinct().toList()).containsExactly(0, 1, 2, 3);
  }

  @Test
  void shouldSetARowAsideWhenTheBrokerFindsItTooLarge() throws Exception {
    // given
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      signal(connection, "a", new ApprovalDecision(true, "0", null));
      signal(connection, "b", new ApprovalDecision(true, "1", "x".repeat(MAX_MESSAGE_BYTES)));
      signal(connection, "c", new ApprovalDecision(true, "2", null));
      signal(connection, "b", new ApprovalDecision(true, "3", null));
      connection.commit();
      connection.setAutoCommit(true);
    }

    // when
    try (OutboxRelay relay = relay().start()) {
      soon().until(() -> database.count("saga_outbox") == 1);
      assertThat(relay.isRunning()).isTrue();
    }

    // then
    List<ConsumerRecord<byte[], byte[]>> sent = signals(3);
    assertThat(sent).extracting(this::number).containsExactlyInAnyOrder(0, 2, 3);
    assertThat(
            database.count(
                "saga_outbox WHERE aggregateid = 'b' AND set_aside_at > 0"
                    + " AND error LIKE 'RecordTooLargeException: %' AND error NOT LIKE '%xxx%'"))
        .isEqualTo(1);
  }

  private OutboxRelayBuilder relay() {
    return OutboxRelay.on(database.dataSource()).kafka(settings);
  }

  /** A transaction for each number and saga. */
  private void write(List<String> sagas, int from, int to) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      for (int i = from; i < to; i++) {
        for (String saga : sagas) {
          signal(connection, saga, new ApprovalDecision(true, String.valueOf(i), null));
          connection.commit();
        }
      }
      connection.setAutoCommit(true);
    }
  }

  private void signal(Connection connection, String saga, ApprovalDecision signal)
      throws SQLException {
    outbox.signal(connection, new SagaId(saga), new SignalName("approval"), signal);
  }

  private List<ConsumerRecord<byte[], byte[]>> signals(int atLeast) {
    try (TopicReader reader = new TopicReader(cluster.config(), topics.signals())) {
      return reader.await(atLeast, record -> true);
    }
  }

  private List<Integer> numbers(List<ConsumerRecord<byte[], byte[]>> records, String saga) {
    return records.stream()
        .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(saga))
        .map(this::number)
        .toList();
  }

  private int number(ConsumerRecord<byte[], byte[]> record) {
    return Integer.parseInt(
        codec.decode(record.topic(), record.value(), ApprovalDecision.class).getDecidedBy());
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
  }
}
