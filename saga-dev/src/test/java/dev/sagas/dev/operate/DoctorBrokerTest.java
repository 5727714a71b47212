package dev.sagas.dev.operate;

import static dev.sagas.dev.operate.DoctorsFindings.codes;
import static dev.sagas.dev.operate.DoctorsFindings.messages;
import static dev.sagas.dev.operate.DoctorsFindings.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.dev.operate.OperatedPlatform.Run;
import dev.sagas.protocol.WaitReason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor on a real broker: nothing where all is well, and each fault by its name. */
class DoctorBrokerTest {
  private static final List<String> PARTICIPANTS = List.of("cars", "hotels", "flights");

  @TempDir private Path dataDir;
  private OperatedPlatform sagas;
  private final List<KafkaConsumer<byte[], byte[]>> consumers = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    sagas = OperatedPlatform.start(dataDir);
    PARTICIPANTS.forEach(this::join);
    sagas.startTrip("waiting-1");
    sagas.awaitWait("waiting-1", WaitReason.Kind.REPLY);
  }

  @AfterEach
  void stop() {
    stopParticipants();
    sagas.close();
  }

  @Test
  void shouldFindNoFaultWhenAllRunsAndNameTheParticipantThatStopped() {
    // when
    Run healthy = sagas.saga("doctor", "--output=json");

    // then
    assertThat(codes(healthy.json())).as(healthy.out()).isEmpty();
    assertThat(healthy.exitCode()).as(healthy.err()).isZero();
    assertThat(values(healthy.json(), "check"))
        .contains("brokers", "registry", "topics", "settings", "replicas", "orchestrator")
        .contains("transactions", "participants", "sagas", "dead-letters", "recoveries", "access");
    assertThat(messages(healthy.json(), "access", "not-checked")).contains("no authorizer");
    assertThat(messages(healthy.json(), "participants", "ok")).contains("sagas that wait: 1");
    assertThat(messages(healthy.json(), "recoveries", "ok"))
        .as("the orchestrator has taken both partitions over")
        .contains("Partitions taken over within an hour: 2");
    assertThat(values(healthy.json(), "severity")).containsOnly("ok", "not-checked");
    assertThat(healthy.json().get("notChecked").asInt()).as(healthy.out()).isEqualTo(1);

    // when
    stopParticipants();
    Run stopped = sagas.saga("doctor");

    // then
    assertThat(stopped.exitCode()).isEqualTo(1);
    assertThat(stopped.out().replaceAll("\\s+", " "))
        .containsPattern(
            """
            participants +problem +PARTICIPANT_AWAITED +cars: Expected group cars of \
            participant cars to have members, but it has none, and sagas wait for it: 1, the \
            oldest is waiting-1 since \\d+\
            """)
        .containsPattern("participants +warning +PARTICIPANT_DOWN +hotels: ")
        .contains("Problems: 1, warnings: 2, not checked: 1")
        .doesNotContain(OperatedPlatform.SECRET);
  }

  @Test
  void shouldNotTakeTheMarkerOfATransactionForACommand() throws Exception {
    // given: one command and the marker of its transaction
    TopicPartition commands = awaitCommandAndMarker();
    Run unread = sagas.saga("doctor", "--output=json");

    // when: a participant commits the offset behind its command, and both records expire
    consumers.get(0).commitSync(Map.of(commands, new OffsetAndMetadata(1)));
    Run read = sagas.saga("doctor", "--output=json");
    try (Admin admin = Admin.create(sagas.clientConfig())) {
      admin.deleteRecords(Map.of(commands, RecordsToDelete.beforeOffset(2))).all().get();
    }
    Run expired = sagas.saga("doctor", "--output=json");

    // then
    assertThat(messages(unread.json(), "participants", "ok"))
        .contains("commands that wait: 1, sagas that wait: 1");
    assertThat(messages(read.json(), "participants", "ok"))
        .contains("commands that wait: 0, sagas that wait: 1");
    assertThat(codes(expired.json())).as(expired.out()).isEmpty();
    assertThat(messages(expired.json(), "participants", "ok"))
        .contains("commands that wait: 0, sagas that wait: 1");
  }

  /** The partition of cars that has a command, once its transaction is over. */
  private TopicPartition awaitCommandAndMarker() {
    KafkaConsumer<byte[], byte[]> cars = consumers.get(0);
    return await()
        .atMost(OperatedPlatform.LIMIT)
        .until(
            () ->
                cars.endOffsets(cars.assignment()).entrySet().stream()
                    .filter(end -> end.getValue() == 2)
                    .map(Map.Entry::getKey)
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  @Test
  void shouldNameEachFaultWhenTopicsAreDamaged() throws Exception {
    // given
    try (Admin admin = Admin.create(sagas.clientConfig())) {
      admin.createPartitions(Map.of("saga.outcomes", NewPartitions.increaseTo(3))).all().get();
      admin.deleteTopics(List.of("flights.commands")).all().get();
    }

    // when
    Run damaged =
        await()
            .atMost(OperatedPlatform.LIMIT)
            .until(
                () -> sagas.saga("doctor", "--output=json"),
                run -> codes(run.json()).contains("COMMAND_TOPIC_MISSING"));

    // then
    assertThat(damaged.exitCode()).isEqualTo(1);
    assertThat(codes(damaged.json())).contains("PARTITIONS_DIFFER", "COMMAND_TOPIC_MISSING");
    assertThat(messages(damaged.json(), "topics", "problem"))
        .contains(
            "Expected topic saga.outcomes to have 2 partitions like saga.requests, but it has 3");
    assertThat(messages(damaged.json(), "participants", "problem"))
        .contains("Expected topic flights.commands to exist, but it does not");
  }

  @Test
  void shouldSeeATransactionThatIsOpenAndNotBlameItWhenItIsInTime() throws Exception {
    // given
    Map<String, Object> config = new HashMap<>(sagas.clientConfig());
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "slow");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("saga.answers", new byte[0], new byte[0])).get();

      // when
      Run open = sagas.saga("doctor", "--output=json");

      // then
      assertThat(codes(open.json())).as(open.out()).isEmpty();
      assertThat(messages(open.json(), "transactions", "ok"))
          .containsPattern("None hanging in \\d+ partitions, open: [1-9]");
      producer.abortTransaction();
    }
  }

  /** A member of the participant's group that has all partitions; it handles nothing. */
  private void join(String participant) {
    Map<String, Object> config = new HashMap<>(sagas.clientConfig());
    config.put(ConsumerConfig.GROUP_ID_CONFIG, participant);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumers.add(consumer);
    consumer.subscribe(Set.of(participant + ".commands"));
    await()
        .atMost(OperatedPlatform.LIMIT)
        .until(
            () -> {
              consumer.poll(Duration.ofMillis(100));
              return consumer.assignment().size() == 2;
            });
  }

  private void stopParticipants() {
    consumers.forEach(KafkaConsumer::close);
    consumers.clear();
  }
}
