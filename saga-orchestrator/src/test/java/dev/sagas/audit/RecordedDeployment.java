package dev.sagas.audit;

import dev.sagas.engine.EngineLimits;
import dev.sagas.engine.ParkingLimits;
import dev.sagas.engine.ReturningDefinitions;
import dev.sagas.engine.core.SagaDecider;
import dev.sagas.engine.definitions.DeployedDefinitions;
import dev.sagas.engine.definitions.DescribedSaga;
import dev.sagas.engine.deployment.EngineNames;
import dev.sagas.engine.wire.InboundReader;
import dev.sagas.engine.wire.JournalCodec;
import dev.sagas.engine.wire.OutputWriter;
import dev.sagas.engine.wire.PayloadLimits;
import dev.sagas.operate.definitions.Descriptors;
import dev.sagas.orchestrator.streams.DrainCounter;
import dev.sagas.orchestrator.streams.EngineParts;
import dev.sagas.orchestrator.streams.EngineTopology;
import dev.sagas.orchestrator.streams.InFlightLimits;
import dev.sagas.orchestrator.streams.RepeatedFailures;
import dev.sagas.orchestrator.streams.Restorations;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.TopicNames;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.TripData;
import dev.sagas.schema.SagaDefinitionDescriptor;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.schema.SagaTransition;
import dev.sagas.schema.StepFailure;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The engine without a broker, its clock in the test's hand; what it writes continues a tape. */
public final class RecordedDeployment implements AutoCloseable {
  public static final TopicNames TOPICS = TopicNames.DEFAULT;
  static final String APPLICATION = "saga-orchestrator";
  public static final Duration TOMBSTONES = Duration.ofHours(1);
  private static final int RECENT_SAGAS = 10;
  private static final int MANY_BYTES = 1 << 20;
  private static final Set<String> WRITTEN =
      Set.of(
          "saga.journal",
          "saga.outcomes",
          "cars.commands",
          "hotels.commands",
          "flights.commands",
          EngineNames.checkpointChangelog(APPLICATION));

  private static final List<DescribedSaga> SAGAS =
      DeployedDefinitions.describe(List.of(new ThreeStepTrip()));

  public final Map<String, Object> client =
      Map.of(
          "schema.registry.url",
          "http://unused",
          RegistryClient.CLIENT_CONFIG,
          new InMemoryRegistryClient());
  public final RecordedTopics tape = new RecordedTopics(client);
  private final AvroCodec byTopic = AvroCodec.create(client, SubjectStrategy.TOPIC_NAME);
  private final AvroCodec byRecord = AvroCodec.create(client, SubjectStrategy.RECORD_NAME);
  private final TopologyTestDriver driver;
  private Instant now = Instant.parse("2026-11-20T10:00:00Z");

  public RecordedDeployment(Path stateDir) {
    byTopic.register(TOPICS.journal(), SagaTransition.getClassSchema());
    byTopic.register(TOPICS.outcomes(), SagaOutcome.getClassSchema());
    byTopic.register(TOPICS.definitions(), SagaDefinitionDescriptor.getClassSchema());
    publish(SAGAS.get(0));
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    driver = new TopologyTestDriver(EngineTopology.build(parts()), config, now);
  }

  private void publish(DescribedSaga saga) {
    byte[] key = (ThreeStepTrip.TYPE + "/1").getBytes(StandardCharsets.UTF_8);
    byte[] value = byTopic.encode(TOPICS.definitions(), Descriptors.of(saga));
    tape.add(TOPICS.definitions(), new TestRecord<>(key, value));
  }

  private EngineParts parts() {
    DeployedDefinitions definitions =
        DeployedDefinitions.deploy(
            SAGAS, byRecord, TOPICS, new PayloadLimits(MANY_BYTES, MANY_BYTES));
    InstantSource source = () -> now;
    Clock clock = source.withZone(ZoneOffset.UTC);
    return new EngineParts(
        new SagaDecider(definitions),
        ReturningDefinitions.NONE,
        new EngineLimits(
            new EngineLimits.RecordLimits(MANY_BYTES, MANY_BYTES),
            TOMBSTONES,
            TOMBSTONES,
            100,
            100,
            new EngineLimits.SignalLimits(64, MANY_BYTES),
            ParkingLimits.DEFAULT,
            Duration.ofSeconds(30)),
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
        InFlightLimits.NONE,
        RECENT_SAGAS);
  }

  public void start(String id) {
    TripData trip = new TripData(id, "Ada", "compact", "Ritz", "OS 1", 2, null, null, null);
    start(id, trip);
  }

  public void start(String id, TripData trip) {
    send(
        TOPICS.requests(),
        trip,
        Map.of(SagaHeaders.SAGA_ID, id, SagaHeaders.TYPE, ThreeStepTrip.TYPE));
  }

  /** Answers the saga's newest command. */
  public void succeed(String id) {
    reply(id, new CarBooked(id, "booked"), Map.of(SagaHeaders.OUTCOME, "succeeded"));
  }

  /** Refuses the saga's newest command. */
  public void reject(String id) {
    reply(
        id,
        new StepFailure("FULL", "no place left", Map.of()),
        Map.of(
            SagaHeaders.OUTCOME,
            "rejected",
            SagaHeaders.ERROR_CODE,
            "FULL",
            SagaHeaders.ERROR_MESSAGE,
            "no place left"));
  }

  private void reply(String id, SpecificRecord reply, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.put(SagaHeaders.SAGA_ID, id);
    all.put(SagaHeaders.IN_REPLY_TO, tape.newestCommand(id).headers().get(SagaHeaders.COMMAND_ID));
    send(TOPICS.replies(), reply, all);
  }

  private void send(String topic, SpecificRecord value, Map<String, String> headers) {
    byRecord.register(topic, value.getSchema());
    RecordHeaders written = new RecordHeaders();
    headers.forEach((name, text) -> written.add(name, text.getBytes(StandardCharsets.UTF_8)));
    byte[] key = headers.get(SagaHeaders.SAGA_ID).getBytes(StandardCharsets.UTF_8);
    driver
        .createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(key, byRecord.encode(topic, value), written, now));
    record();
    now = now.plusMillis(10);
  }

  /** Lets time pass and timers ring. */
  public void pass(Duration time) {
    now = now.plus(time);
    driver.advanceWallClockTime(time);
    record();
  }

  public long nowMs() {
    return now.toEpochMilli();
  }

  private void record() {
    for (String topic : driver.producedTopicNames()) {
      List<TestRecord<byte[], byte[]>> produced =
          driver
              .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
              .readRecordsToList();
      if (WRITTEN.contains(topic)) {
        produced.forEach(record -> tape.add(topic, record));
      }
    }
  }

  @Override
  public void close() {
    driver.close();
    byTopic.close();
    byRecord.close();
  }
}
