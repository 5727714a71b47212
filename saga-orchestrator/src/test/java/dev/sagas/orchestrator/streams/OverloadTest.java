package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.definition.RetryPolicy;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.engine.EngineDefaults;
import dev.sagas.engine.ReturningDefinitions;
import dev.sagas.engine.core.SagaDecider;
import dev.sagas.engine.definitions.DeployedDefinitions;
import dev.sagas.engine.wire.InboundReader;
import dev.sagas.engine.wire.JournalCodec;
import dev.sagas.engine.wire.OutputWriter;
import dev.sagas.engine.wire.PayloadLimits;
import dev.sagas.engine.wire.WireFixtures;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.TopicNames;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.CancelCar;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.TripData;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.schema.SagaTransition;
import dev.sagas.schema.StepFailure;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A participant is away for an hour, and many more sagas are started than may be in flight (R30).
 * The number of sagas is the system property {@code saga.overload.sagas}.
 */
@Tag("crash")
class OverloadTest {
  private static final int SAGAS = Integer.getInteger("saga.overload.sagas", 20_000);
  private static final int BOUND = 500;
  private static final Duration AWAY = Duration.ofHours(1);
  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final int MANY_BYTES = 1 << 20;
  private static final TopicNames TOPICS = TopicNames.DEFAULT;

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-20T12:00:00Z"));
  private final InMemoryRegistryClient registry = new InMemoryRegistryClient();
  private final AvroCodec byTopic = WireFixtures.codec(registry, SubjectStrategy.TOPIC_NAME);
  private final AvroCodec byRecord = WireFixtures.codec(registry, SubjectStrategy.RECORD_NAME);
  private final Map<String, Integer> outcomes = new HashMap<>();

  @TempDir private Path stateDir;
  private TopologyTestDriver driver;
  private TestOutputTopic<byte[], byte[]> commands;
  private TestOutputTopic<byte[], byte[]> ended;

  /** One step that is repeated until it is answered, and then nothing. */
  private static final class PatientTrip implements SagaDefinition<TripData> {
    @Override
    public Saga<TripData> define() {
      return Saga.named("patient-trip", 1, TripData.class)
          .step(
              "book-car",
              step ->
                  step.participant("cars")
                      .command(BookCar.class, trip -> new BookCar(trip.getTripId(), "Ada", "c", 2))
                      .compensation(CancelCar.class, trip -> new CancelCar(trip.getTripId()))
                      .timeout(TIMEOUT)
                      .retry(RetryPolicy.exponential().withMaxAttempts(200)))
          .build();
    }
  }

  @BeforeEach
  void begin() {
    byTopic.register(TOPICS.journal(), SagaTransition.getClassSchema());
    byTopic.register(TOPICS.outcomes(), SagaOutcome.getClassSchema());
    byRecord.register(TOPICS.replies(), CarBooked.getClassSchema());
    byRecord.register(TOPICS.replies(), StepFailure.getClassSchema());
    driver =
        new TopologyTestDriver(
            EngineTopology.build(parts()), EngineStores.in(stateDir), clock.instant());
    commands = output("cars.commands");
    ended = output(TOPICS.outcomes());
  }

  @AfterEach
  void end() {
    driver.close();
    byTopic.close();
    byRecord.close();
  }

  private TestOutputTopic<byte[], byte[]> output(String topic) {
    return driver.createOutputTopic(
        topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private EngineParts parts() {
    DeployedDefinitions definitions =
        DeployedDefinitions.deploy(
            DeployedDefinitions.describe(List.of(new PatientTrip())),
            byRecord,
            TOPICS,
            new PayloadLimits(MANY_BYTES, MANY_BYTES));
    return new EngineParts(
        new SagaDecider(definitions),
        ReturningDefinitions.NONE,
        EngineDefaults.limits(),
        new EngineParts.Formats(
            new InboundReader(byRecord, TOPICS, "cluster", MANY_BYTES),
            new OutputWriter(byTopic, byRecord, TOPICS),
            new JournalCodec(byTopic, TOPICS.journal())),
        new EngineParts.Topics(TOPICS, 1, Set.of(), topic -> OptionalInt.of(MANY_BYTES)),
        clock,
        new EngineParts.Watches(
            new DrainCounter(),
            (partition, dueAtMs) -> true,
            new RepeatedFailures(3),
            new Restorations(clock, (partition, records, beganMs, readyMs) -> {})),
        (id, partition) -> CompletableFuture.failedFuture(new IllegalStateException("none")),
        new InFlightLimits(Map.of(), Map.of("cars", BOUND), type -> Set.of("cars")),
        10);
  }

  private void send(String topic, String id, SpecificRecord value, Map<String, String> headers) {
    Headers all = new RecordHeaders();
    headers.forEach((name, text) -> all.add(name, text.getBytes(StandardCharsets.UTF_8)));
    all.add(SagaHeaders.SAGA_ID, id.getBytes(StandardCharsets.UTF_8));
    driver
        .createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(
            new TestRecord<>(
                id.getBytes(StandardCharsets.UTF_8),
                byRecord.encode(topic, value),
                all,
                clock.instant()));
  }

  private void start(int number) {
    String id = "trip-" + number;
    send(
        TOPICS.requests(),
        id,
        new TripData(id, "Ada", "compact", "Ritz", "OS 1", 2, null, null, null),
        Map.of(SagaHeaders.TYPE, "patient-trip"));
  }

  private void answer(TestRecord<byte[], byte[]> command) {
    String id = new String(command.key(), StandardCharsets.UTF_8);
    send(
        TOPICS.replies(),
        id,
        new CarBooked(id, "booked"),
        Map.of(
            SagaHeaders.IN_REPLY_TO,
            EngineDriver.header(command, SagaHeaders.COMMAND_ID),
            SagaHeaders.OUTCOME,
            "succeeded"));
  }

  private void advance(Duration time) {
    clock.advance(time);
    driver.advanceWallClockTime(time);
  }

  private void countOutcomes() {
    ended
        .readRecordsToList()
        .forEach(
            outcome ->
                outcomes.merge(new String(outcome.key(), StandardCharsets.UTF_8), 1, Integer::sum));
  }

  @Test
  void shouldKeepSagasAndRetriesBoundedWhileAParticipantIsAwayAndLoseNone() {
    // given
    for (int number = 0; number < SAGAS; number++) {
      start(number);
      clock.advance(Duration.ofMillis(1));
    }
    assertThat(commands.readRecordsToList()).hasSize(BOUND);

    // when
    int repeated = 0;
    for (Duration past = Duration.ZERO; past.compareTo(AWAY) < 0; past = past.plusSeconds(10)) {
      advance(Duration.ofSeconds(10));
      repeated += commands.readRecordsToList().size();
    }

    // then
    int atMost = BOUND * (int) AWAY.dividedBy(TIMEOUT);
    assertThat(repeated).as("commands of an hour, for %s sagas", SAGAS).isBetween(BOUND, atMost);
    assertThat(ended.isEmpty()).isTrue();

    // when
    List<String> order = new ArrayList<>();
    int idle = 0;
    while (outcomes.size() < SAGAS && idle < 100) {
      List<TestRecord<byte[], byte[]>> sent = commands.readRecordsToList();
      assertThat(sent).hasSizeLessThanOrEqualTo(BOUND);
      idle = sent.isEmpty() ? idle + 1 : 0;
      sent.forEach(command -> order.add(new String(command.key(), StandardCharsets.UTF_8)));
      sent.forEach(this::answer);
      countOutcomes();
      advance(sent.isEmpty() ? TIMEOUT : Duration.ofMillis(25));
    }

    // then
    assertThat(outcomes).hasSize(SAGAS).allSatisfy((id, count) -> assertThat(count).isOne());
    assertThat(order.stream().distinct().filter(id -> number(id) >= BOUND))
        .as("sagas that were held back, as they began")
        .isSortedAccordingTo((one, other) -> Integer.compare(number(one), number(other)));
  }

  private static int number(String id) {
    return Integer.parseInt(id.substring("trip-".length()));
  }
}
