package dev.sagas.dev.engine;

import static dev.sagas.dev.engine.Trips.trip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.dev.platform.DevPlatform;
import dev.sagas.dev.platform.DevPlatformConfig;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.samples.schema.trip.CarBooked;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R17 on a real broker: no input, however large, halts its partition. */
@Tag("fuzz")
class OversizedInputsTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final int PARTITIONS = 2;

  @TempDir private Path dataDir;
  private DevPlatform platform;
  private Wire wire;
  private KafkaProducer<byte[], byte[]> large;
  private int sagas;

  @BeforeEach
  void start() {
    platform =
        DevPlatform.start(
            DevPlatformConfig.in(dataDir)
                .withPartitions(PARTITIONS)
                .with(OrchestratorConfig.DEFINITIONS, TwoStepTrip.class.getName())
                .with(OrchestratorConfig.MAX_DATA_BYTES, "700000")
                .with(OrchestratorConfig.MAX_INPUT_BYTES, "400000")
                .with(OrchestratorConfig.HTTP_PORT, "-1"));
    wire = new Wire(platform.clientConfig());
    Map<String, Object> config = new HashMap<>(platform.clientConfig());
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 8 * 1024 * 1024);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
    large = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void stop() {
    large.close();
    wire.close();
    platform.close();
  }

  @Test
  void shouldKeepALetterAndGoOnWhenInputsAreTooLargeToBePassedOn() throws Exception {
    // a signal that is small only on its way; two whose headers are large, for no saga
    send("saga.signals", "zeros", new byte[3_000_000], 0);
    send("saga.signals", "headers", new byte[] {1}, 600_000);
    send("saga.signals", "headers", new byte[] {1}, 600_000);
    // a record that is as large as it may be, on the wrong partition
    byte[] key = "misplaced".getBytes(StandardCharsets.UTF_8);
    int own = Utils.toPositive(Utils.murmur2(key)) % PARTITIONS;
    ProducerRecord<byte[], byte[]> misplaced =
        new ProducerRecord<>("saga.requests", 1 - own, key, new byte[1_048_300]);
    put(misplaced.headers(), SagaHeaders.SAGA_ID, "misplaced");
    put(misplaced.headers(), SagaHeaders.TYPE, TwoStepTrip.TYPE);
    put(misplaced.headers(), "x-rest", "x".repeat(60));
    large.send(misplaced).get(30, TimeUnit.SECONDS);

    assertPartitionsContinue();
    soon()
        .untilAsserted(
            () ->
                assertThat(wire.read("saga.dead-letters"))
                    .extracting(letter -> Wire.header(letter, SagaHeaders.SAGA_ID))
                    .containsExactlyInAnyOrder("zeros", "headers", "headers", "misplaced"));
    ConsumerRecord<byte[], byte[]> letter = letterOf("zeros");
    assertThat(letter.value()).isEmpty();
    assertThat(Wire.header(letter, SagaHeaders.VALUE_BYTES)).isEqualTo("3000000");
    assertThat(Wire.header(letterOf("misplaced"), SagaHeaders.ERROR_CODE))
        .isEqualTo("WRONG_PARTITION");
  }

  @Test
  void shouldGoOnWhenTopicsBecomeTooSmallWhileItRuns() throws Exception {
    // given: a saga whose data does not fit into the changelog any more, nor into the commands
    String changelog = "saga-orchestrator-checkpoints-changelog";
    String data = random(200_000);
    assertPartitionsContinue();
    for (String id : List.of("one", "two", "three", "four")) {
      wire.start(TwoStepTrip.TYPE, trip(id, data), id);
      command("cars.commands", id);
    }
    for (String topic : List.of(changelog, "saga.journal", "hotels.commands")) {
      shrink(topic, 50_000);
    }

    // when: before it is noticed, and after
    for (String id : List.of("one", "two", "three", "four")) {
      wire.reply(command("cars.commands", id), "succeeded", new CarBooked(id, "car"));
    }

    // then
    assertPartitionsContinue();
    soon().until(() -> wire.read("saga.dead-letters").size() == 4);
    assertThat(wire.read("saga.dead-letters"))
        .extracting(letter -> Wire.header(letter, SagaHeaders.ERROR_CODE))
        .allMatch(code -> List.of("OUTPUT_TOO_LARGE", "TRANSACTION_FAILED").contains(code));
  }

  @Test
  void shouldRefuseAndGoOnWhenTheTopicOfAnswersIsDeletedWhileItRuns() throws Exception {
    // given
    assertPartitionsContinue();
    try (Admin admin = Admin.create(platform.clientConfig())) {
      admin.deleteTopics(List.of("saga.answers")).all().get(30, TimeUnit.SECONDS);
    }

    // when
    Map<String, String> headers =
        Map.of(
            SagaHeaders.SAGA_ID, "asks",
            SagaHeaders.TYPE, TwoStepTrip.TYPE,
            SagaHeaders.REPLY_TO, "saga.answers");
    long sentMs = System.currentTimeMillis();
    wire.send("saga.requests", wire.encode("saga.requests", trip("asks", "Ritz")), headers);

    // then
    assertPartitionsContinue();
    assertThat(System.currentTimeMillis() - sentMs).isLessThan(45_000);
    assertThat(Wire.header(letterOf("asks"), SagaHeaders.ERROR_CODE)).isEqualTo("UNKNOWN_REPLY_TO");
  }

  /** Stream threads fail in these tests, and are replaced. */
  private static ConditionFactory soon() {
    return await().atMost(LIMIT).dontCatchUncaughtExceptions();
  }

  /** A new saga on each partition sends its first command. */
  private void assertPartitionsContinue() throws Exception {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      String id;
      do {
        sagas++;
        id = "good-" + sagas;
      } while (Utils.toPositive(Utils.murmur2(id.getBytes(StandardCharsets.UTF_8))) % PARTITIONS
          != partition);
      wire.start(TwoStepTrip.TYPE, trip(id, "Ritz"), id);
      command("cars.commands", id);
    }
  }

  private ConsumerRecord<byte[], byte[]> command(String topic, String saga) {
    return soon()
        .until(
            () ->
                wire.read(topic).stream()
                    .filter(command -> Wire.header(command, SagaHeaders.SAGA_ID).equals(saga))
                    .toList(),
            found -> !found.isEmpty())
        .get(0);
  }

  private ConsumerRecord<byte[], byte[]> letterOf(String saga) {
    return wire.read("saga.dead-letters").stream()
        .filter(letter -> Wire.header(letter, SagaHeaders.SAGA_ID).equals(saga))
        .findFirst()
        .orElseThrow();
  }

  private void send(String topic, String id, byte[] value, int headerBytes) throws Exception {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, id.getBytes(StandardCharsets.UTF_8), value);
    put(record.headers(), SagaHeaders.SAGA_ID, id);
    put(record.headers(), SagaHeaders.SIGNAL, "any");
    put(record.headers(), "x-large", random(headerBytes));
    large.send(record).get(30, TimeUnit.SECONDS);
  }

  private static void put(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Letters that cannot be compressed below three quarters. */
  private static String random(int chars) {
    StringBuilder text = new StringBuilder();
    new Random(7)
        .ints(chars, 0, 64)
        .forEach(
            i ->
                text.append(
                    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".charAt(i)));
    return text.toString();
  }

  private void shrink(String topic, int bytes) throws Exception {
    ConfigEntry entry =
        new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(bytes));
    try (Admin admin = Admin.create(platform.clientConfig())) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, topic),
                  List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
  }
}
