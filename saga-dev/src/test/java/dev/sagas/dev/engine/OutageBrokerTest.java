package dev.sagas.dev.engine;

import static dev.sagas.dev.engine.Trips.trip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.dev.kafka.EmbeddedKafka;
import dev.sagas.dev.registry.EmbeddedRegistry;
import dev.sagas.orchestrator.app.Orchestrator;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.schema.ApprovalDecision;
import dev.sagas.schema.OperationKind;
import dev.sagas.schema.SagaOperation;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.SubjectStrategy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * R6a on a real broker: inputs that wait win over overdue timers; without inputs, and however they
 * end, the timers fire; and no position that cannot be true lets one fire.
 */
@Tag("crash")
class OutageBrokerTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration OUTAGE = Duration.ofHours(1);

  @TempDir private Path dataDir;
  private final JumpingClock clock = new JumpingClock();
  private EmbeddedKafka kafka;
  private EmbeddedRegistry registry;
  private Orchestrator engine;
  private Wire wire;

  @BeforeEach
  void startPlatform() throws Exception {
    kafka = EmbeddedKafka.start(dataDir.resolve("kafka"));
    registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0);
    startEngine();
    wire = new Wire(clientConfig());
  }

  private Map<String, Object> clientConfig() {
    return Map.of(
        "bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url());
  }

  private void startEngine() throws Exception {
    engine =
        Orchestrator.start(
            new OrchestratorConfig(
                Map.of(
                    OrchestratorConfig.BOOTSTRAP_SERVERS,
                    kafka.bootstrapServers(),
                    OrchestratorConfig.SCHEMA_REGISTRY_URL,
                    registry.url(),
                    OrchestratorConfig.STATE_DIR,
                    dataDir.resolve("state").toString(),
                    OrchestratorConfig.PARTITIONS,
                    "1",
                    OrchestratorConfig.HTTP_PORT,
                    "-1",
                    OrchestratorConfig.GROUP_INSTANCE_ID,
                    "outage",
                    OrchestratorConfig.DEFINITIONS,
                    PatientTrip.class.getName() + "," + PatientTrip.Approved.class.getName())),
            clock);
    assertThat(engine.awaitReady(LIMIT)).isTrue();
  }

  @AfterEach
  void stopPlatform() {
    wire.close();
    engine.close();
    registry.close();
    kafka.close();
  }

  @Test
  void shouldGoOnWithoutATimeOutWhenRepliesWaitedThroughAnOutage() throws Exception {
    // given: more than one punctuation's worth
    int sagas = 600;
    for (int i = 0; i < sagas; i++) {
      start("waits-" + i);
    }
    List<ConsumerRecord<byte[], byte[]>> commands = commands(sagas);

    // when
    engine.close();
    for (ConsumerRecord<byte[], byte[]> command : commands) {
      succeed(command);
    }
    clock.jump(OUTAGE);
    startEngine();

    // then
    await().atMost(LIMIT).until(() -> wire.read("saga.outcomes").size() == sagas);
    assertThat(wire.read("cars.commands")).as("no second attempt").hasSize(sagas);
    assertThat(wire.read("saga.journal")).as("no time-out").hasSize(2 * sagas);
  }

  @Test
  void shouldGoOnWithoutATimeOutWhenApprovalsAndOperationsWaitedThroughAnOutage() throws Exception {
    // given: more than one punctuation's worth
    int sagas = 600;
    for (int i = 0; i < sagas; i++) {
      wire.start(PatientTrip.Approved.TYPE, trip("waits-" + i), "waits-" + i);
    }
    await().atMost(LIMIT).until(() -> wire.read("saga.journal").size() == sagas);

    // when
    engine.close();
    byte[] yes = wire.encode("saga.signals", new ApprovalDecision(true, "grace", null));
    for (int i = 1; i < sagas; i++) {
      wire.send(
          "saga.signals",
          yes,
          Map.of(SagaHeaders.SAGA_ID, "waits-" + i, SagaHeaders.SIGNAL, "desk"));
    }
    pause("waits-0");
    clock.jump(OUTAGE);
    startEngine();

    // then
    assertThat(commands(sagas - 1)).hasSize(sagas - 1);
    await().atMost(LIMIT).until(() -> wire.read("saga.journal").size() == 2 * sagas);
    assertThat(wire.read("saga.outcomes")).as("no time-out").isEmpty();
  }

  private void pause(String sagaId) throws Exception {
    SagaOperation pause = new SagaOperation();
    pause.setOperationId("op-1");
    pause.setKind(OperationKind.PAUSE);
    pause.setActor("ada");
    pause.setReason("in time");
    pause.setRequestedAt(clock.instant());
    try (AvroCodec byTopic = AvroCodec.create(clientConfig(), SubjectStrategy.TOPIC_NAME)) {
      wire.send(
          "saga.operations",
          byTopic.encode("saga.operations", pause),
          Map.of(SagaHeaders.SAGA_ID, sagaId));
    }
  }

  @Test
  void shouldReadFromTheBeginningWhenItsPositionCannotBeTrue() throws Exception {
    // given: replies were deleted and created again behind a restarted broker, and a reply waits
    start("answered");
    List<ConsumerRecord<byte[], byte[]>> commands = commands(1);
    engine.close();
    TopicPartition replies = new TopicPartition("saga.replies", 0);
    try (Admin admin = Admin.create(clientConfig())) {
      String group = new OrchestratorConfig(clientConfig()).applicationId();
      admin
          .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
          .all()
          .get(30, TimeUnit.SECONDS);
      admin
          .alterConsumerGroupOffsets(
              group, Map.of(replies, new OffsetAndMetadata(500, Optional.of(7), "")))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
    succeed(commands.get(0));
    clock.jump(OUTAGE);

    // when
    startEngine();

    // then
    await().atMost(LIMIT).until(() -> !engine.isReady());
    await().atMost(LIMIT).until(() -> wire.read("saga.outcomes").size() == 1);
    assertThat(wire.read("cars.commands")).as("no time-out").hasSize(1);
    await().atMost(LIMIT).until(engine::isReady);
  }

  @Test
  void shouldTimeOutAfterAnOutageWhenThereNeverWasAReply() throws Exception {
    // given
    start("alone");
    commands(1);

    // when
    engine.close();
    clock.jump(OUTAGE);
    startEngine();

    // then
    assertThat(Wire.header(commands(2).get(1), SagaHeaders.ATTEMPT)).isEqualTo("2");
  }

  @Test
  void shouldTimeOutAfterAnOutageWhenAllRepliesWereReadBefore() throws Exception {
    // given
    start("answered");
    succeed(commands(1).get(0));
    await().atMost(LIMIT).until(() -> wire.read("saga.outcomes").size() == 1);
    start("alone");
    commands(2);

    // when
    engine.close();
    clock.jump(OUTAGE);
    startEngine();

    // then
    assertThat(Wire.header(commands(3).get(2), SagaHeaders.SAGA_ID)).isEqualTo("alone");
  }

  @ParameterizedTest(name = "engine stopped meanwhile: {0}")
  @ValueSource(booleans = {false, true})
  void shouldTimeOutWhenTheRepliesEndInMarkersAndAbortedRecords(boolean stopped) throws Exception {
    // given
    start("answered");
    start("alone");
    ConsumerRecord<byte[], byte[]> answered = commands(2).get(0);
    if (stopped) {
      engine.close();
    }

    // when: a reply and its marker; a reply that is aborted, and its marker
    byte[] reply = wire.encode("saga.replies", new CarBooked("answered", "car-1"));
    try (KafkaProducer<byte[], byte[]> producer = transactionalProducer()) {
      producer.beginTransaction();
      producer.send(reply(answered, reply)).get(30, TimeUnit.SECONDS);
      producer.commitTransaction();
      producer.beginTransaction();
      producer.send(reply(answered, reply)).get(30, TimeUnit.SECONDS);
      producer.abortTransaction();
    }
    if (!stopped) {
      await().atMost(LIMIT).until(() -> wire.read("saga.outcomes").size() == 1);
    }
    clock.jump(OUTAGE);
    if (stopped) {
      startEngine();
    }

    // then
    assertThat(Wire.header(commands(3).get(2), SagaHeaders.SAGA_ID)).isEqualTo("alone");
    assertThat(wire.read("saga.outcomes")).hasSize(1);
  }

  private KafkaProducer<byte[], byte[]> transactionalProducer() {
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "cars"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
    return producer;
  }

  private static ProducerRecord<byte[], byte[]> reply(
      ConsumerRecord<byte[], byte[]> command, byte[] value) {
    ProducerRecord<byte[], byte[]> reply =
        new ProducerRecord<>("saga.replies", command.key(), value);
    Map.of(
            SagaHeaders.SAGA_ID, Wire.header(command, SagaHeaders.SAGA_ID),
            SagaHeaders.IN_REPLY_TO, Wire.header(command, SagaHeaders.COMMAND_ID),
            SagaHeaders.OUTCOME, "succeeded")
        .forEach((name, text) -> reply.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    return reply;
  }

  private void start(String sagaId) throws Exception {
    wire.start(PatientTrip.TYPE, trip(sagaId), sagaId);
  }

  private void succeed(ConsumerRecord<byte[], byte[]> command) throws Exception {
    String sagaId = Wire.header(command, SagaHeaders.SAGA_ID);
    wire.reply(command, "succeeded", new CarBooked(sagaId, "car-1"));
  }

  private List<ConsumerRecord<byte[], byte[]>> commands(int count) {
    return await()
        .atMost(LIMIT)
        .until(() -> wire.read("cars.commands"), all -> all.size() >= count);
  }
}
