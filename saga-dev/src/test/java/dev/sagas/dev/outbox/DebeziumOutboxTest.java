package dev.sagas.dev.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.client.SagaClient;
import dev.sagas.client.SagaStart;
import dev.sagas.dev.participant.TopicReader;
import dev.sagas.dev.platform.DevPlatform;
import dev.sagas.dev.platform.DevPlatformConfig;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.outbox.OutboxRelay;
import dev.sagas.participant.JdbcFence;
import dev.sagas.participant.Participant;
import dev.sagas.participant.StepResult;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.TopicNames;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.TripData;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.SagaOutcome;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Debezium itself reads the outbox, with the configuration of the guide. */
@Tag("interop")
@Timeout(120)
class DebeziumOutboxTest {
  private static final TopicNames TOPICS = new TopicNames("shop.");
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final int LARGE = 100_000;

  @TempDir private static Path directory;
  private static EmbeddedPostgres server;
  private static DevPlatform platform;
  private static Map<String, Object> settings;

  private final List<ProducerRecord<byte[], byte[]>> sent = new CopyOnWriteArrayList<>();
  private String name;
  private PostgresService service;
  private OutboxWriter writer;

  @BeforeAll
  static void startServers() throws Exception {
    server = PostgresService.startServer();
    platform =
        DevPlatform.start(
            DevPlatformConfig.in(directory)
                .withPartitions(2)
                .with(OrchestratorConfig.DEFINITIONS, CollectedTrip.class.getName())
                .with(OrchestratorConfig.HTTP_PORT, "-1"));
    settings = new HashMap<>(platform.clientConfig());
    settings.put("saga.topic.prefix", TOPICS.prefix());
  }

  @AfterAll
  static void stopServers() throws Exception {
    platform.close();
    server.close();
  }

  @BeforeEach
  void createDatabase() throws Exception {
    name = "shop" + DATABASES.incrementAndGet();
    service = PostgresService.create(server, name);
    writer = new OutboxWriter(service.dataSource(), settings);
  }

  @AfterEach
  void closeDatabase() throws Exception {
    writer.close();
    service.close();
  }

  @Test
  void shouldSendTheRecordsOfClientAndRelayWhenTransactionsCommit() throws Exception {
    // given
    createTopics(TOPICS.requests(), TOPICS.signals());
    try (DebeziumConnector connector = connect(Map.of(), sent::add)) {
      // when
      List<SentRecord> expected = write();
      connector.await(() -> sent.size() >= expected.size());

      // then
      assertThat(sent).extracting(SentRecord::of).isEqualTo(expected);
      assertThat(imitated()).isEqualTo(expected);
      assertThat(sent).extracting(ProducerRecord::partition).containsOnlyNulls();

      // when: the relay sends the same rows and deletes them, and then there is another
      List<SentRecord> relayed = relay(expected.size());
      SentRecord last = writer.signal("last", "car");
      connector.await(() -> sent.size() > expected.size());

      // then
      assertThat(relayed)
          .containsExactlyInAnyOrderElementsOf(
              expected.stream().map(SentRecord::withoutId).toList());
      assertThat(sent).hasSize(expected.size() + 1);
      assertThat(SentRecord.of(sent.get(expected.size()))).isEqualTo(last);
    }
  }

  @Test
  void shouldSendInOrderWhatWasCommittedWhenItWasAway() throws Exception {
    // given: the younger row takes the room of a deleted one, before the older row; one is set
    // aside
    writer.signal("other", "car-0");
    SentRecord first = writer.signal("trip", "car-1");
    service.execute("DELETE FROM saga_outbox WHERE aggregateid = 'other'");
    service.execute("VACUUM saga_outbox");
    SentRecord second = writer.signal("trip", "car-2");
    assertThat(service.query("SELECT string_agg(seq::text, ' ' ORDER BY ctid) FROM saga_outbox"))
        .isEqualTo("3 2");
    writer.signal("aside", "car-0");
    service.execute("UPDATE saga_outbox SET set_aside_at = 1 WHERE aggregateid = 'aside'");

    // when
    try (DebeziumConnector connector = connect(Map.of(), sent::add)) {
      connector.await(() -> sent.size() >= 2);
    }
    SentRecord third = writer.signal("trip", "car-3");
    try (DebeziumConnector connector = connect(Map.of(), sent::add)) {
      connector.await(() -> sent.stream().map(SentRecord::of).anyMatch(third::equals));
    }

    // then
    assertThat(sent.stream().map(SentRecord::of).distinct()).containsExactly(first, second, third);
  }

  @Test
  void shouldLetTheDatabaseForgetItsLogWhenTheOutboxIsQuiet() throws Exception {
    // given
    Map<String, String> heartbeats = new HashMap<>();
    heartbeats.put("heartbeat.interval.ms", "200");
    heartbeats.put("lsn.flush.mode", "connector_and_driver");
    heartbeats.put("status.update.interval.ms", "500"); // a short test: every 10 s otherwise
    heartbeats.put("value.converter", "io.debezium.converters.BinaryDataConverter");
    heartbeats.put(
        "value.converter.delegate.converter.type", "org.apache.kafka.connect.json.JsonConverter");
    SentRecord first = writer.signal("trip", "car-1");
    try (DebeziumConnector connector = connect(heartbeats, sent::add)) {
      connector.await(() -> signals().equals(List.of(first)));

      // when: only a table is written to that is not the connector's
      service.execute("CREATE TABLE other AS SELECT generate_series(1, 1000)");
      String end = service.query("SELECT pg_current_wal_lsn()");

      // then
      connector.await(() -> service.isForgettable(end));
    }

    // when
    SentRecord second = writer.signal("trip", "car-2");
    try (DebeziumConnector connector = connect(heartbeats, sent::add)) {
      connector.await(() -> signals().contains(second));
    }

    // then
    assertThat(signals().stream().distinct()).containsExactly(first, second);
    assertThat(sent)
        .extracting(ProducerRecord::topic)
        .containsOnly(TOPICS.signals(), "__debezium-heartbeat.shop-outbox");
  }

  @Test
  void shouldRunTheSagaWhenItsStartAndItsSignalGoThroughDebezium() throws Exception {
    // given
    Map<String, Object> config = platform.clientConfig();
    try (SagaClient client = SagaClient.connect(config);
        OutboxWriter desk = new OutboxWriter(service.dataSource(), config);
        Producer<byte[], byte[]> producer =
            new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        Participant cars =
            Participant.named("car-desk")
                .kafka(config)
                .fence(JdbcFence.on(service.dataSource()))
                .replies(CarBooked.class)
                .handle(
                    BookCar.class,
                    (command, context) -> {
                      desk.signal(context.connection(), command.getTripId(), "car-2");
                      return StepResult.succeeded(new CarBooked(command.getTripId(), "car-1"));
                    })
                .build()) {
      cars.start();
      CompletableFuture<SagaOutcome> outcome =
          client.outcomeOf(new SagaId("routed"), Duration.ofSeconds(60));

      // when
      try (DebeziumConnector connector =
          connect(Map.of(), record -> producer.send(record).get(30, TimeUnit.SECONDS))) {
        desk.commit(connection -> desk.start(connection, start("routed", "Ada")));
        connector.await(outcome::isDone);
      }

      // then
      assertThat(outcome.get(30, TimeUnit.SECONDS).getOutcome()).isEqualTo(OutcomeKind.COMPLETED);
    }
  }

  private List<SentRecord> signals() {
    return sent.stream()
        .filter(record -> record.topic().equals(TOPICS.signals()))
        .map(SentRecord::of)
        .toList();
  }

  /** Some transactions, and what the client would have sent for those that commit. */
  private List<SentRecord> write() throws SQLException {
    List<SentRecord> expected = new ArrayList<>();
    SagaStart all =
        start("all", "Zoë £ 東京")
            .withVersion(1)
            .withLabel("channel", "web")
            .withLabel("town", "Köln 東京")
            .wantAnswer();
    writer.commit(connection -> expected.add(writer.start(connection, all)));
    writer.rollBack(connection -> writer.start(connection, start("never", "Eve")));
    writer.commit(
        connection -> {
          expected.add(writer.start(connection, start("plain", "Ada")));
          Savepoint savepoint = connection.setSavepoint();
          writer.signal(connection, "plain", "car-0");
          connection.rollback(savepoint);
          expected.add(writer.signal(connection, "plain", "car-1"));
        });
    writer.rollBack(connection -> writer.signal(connection, "plain", "car-2"));
    SagaStart large = start("large", incompressible());
    writer.commit(connection -> expected.add(writer.start(connection, large)));
    return expected;
  }

  /** So long that PostgreSQL keeps the payload outside of the row. */
  private static String incompressible() {
    return new Random(1)
        .ints(LARGE, 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** What {@link DebeziumConfig} makes of the rows. */
  private List<SentRecord> imitated() throws SQLException {
    DebeziumConfig imitation = new DebeziumConfig();
    List<SentRecord> records = new ArrayList<>();
    try (Connection connection = service.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM saga_outbox ORDER BY seq")) {
      while (row.next()) {
        records.add(SentRecord.of(imitation.record(row)));
      }
    }
    return records;
  }

  /** What our own relay makes of the rows. */
  private List<SentRecord> relay(int rows) {
    try (OutboxRelay relay = OutboxRelay.on(service.dataSource()).kafka(settings).start()) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> service.query("SELECT COUNT(*) FROM saga_outbox").equals("0"));
      assertThat(relay.isRunning()).isTrue();
    }
    List<SentRecord> relayed = new ArrayList<>();
    for (String topic : List.of(TOPICS.requests(), TOPICS.signals())) {
      try (TopicReader reader = new TopicReader(platform.clientConfig(), topic)) {
        reader.await(1, record -> true).stream().map(SentRecord::of).forEach(relayed::add);
      }
    }
    assertThat(relayed).hasSize(rows);
    return relayed;
  }

  private static void createTopics(String... names) throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", platform.kafka().bootstrapServers()))) {
      admin
          .createTopics(
              Arrays.stream(names).map(topic -> new NewTopic(topic, 1, (short) 1)).toList())
          .all()
          .get();
    }
  }

  /** The connector of the guide with these settings besides. */
  private DebeziumConnector connect(Map<String, String> more, DebeziumConnector.Sink sink)
      throws Exception {
    Map<String, String> all = new HashMap<>(service.connectorSettings());
    all.put("name", name);
    all.put("offset.storage.file.filename", directory.resolve(name + ".offsets").toString());
    all.put("offset.flush.interval.ms", "0");
    all.putAll(more);
    return DebeziumConnector.start(new DebeziumConfig().with(all), sink);
  }

  private static SagaStart start(String sagaId, String traveller) {
    TripData trip = new TripData(sagaId, traveller, "compact", "Ritz", "OS 1", 5, null, null, null);
    return SagaStart.of(CollectedTrip.TYPE, sagaId, trip);
  }
}
