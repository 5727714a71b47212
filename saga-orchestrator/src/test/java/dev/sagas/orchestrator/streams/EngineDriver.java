package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.EngineLimits;
import dev.sagas.engine.ParkingLimits;
import dev.sagas.engine.ReturningDefinitions;
import dev.sagas.engine.core.SagaDecider;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.definitions.DeployedDefinitions;
import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.engine.wire.CheckpointCodec;
import dev.sagas.engine.wire.InboundReader;
import dev.sagas.engine.wire.JournalCodec;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.OutputWriter;
import dev.sagas.engine.wire.PayloadLimits;
import dev.sagas.engine.wire.WireFixtures;
import dev.sagas.orchestrator.claims.StagedClaims;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.TopicNames;
import dev.sagas.samples.schema.order.OrderData;
import dev.sagas.schema.OperationKind;
import dev.sagas.schema.SagaOperation;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.schema.SagaStartAnswer;
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
import java.util.Optional;
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

/**
 * The topology on a virtual clock, without a broker. After every input it reads what was sent and
 * checks it: see {@link JournalFold}.
 */
final class EngineDriver implements AutoCloseable {
  static final int MAX_INPUT_BYTES = 4_000;
  static final int MAX_DATA_BYTES = 4_000;
  static final int MAX_COMMAND_BYTES = 1_500;
  static final int MAX_RECORD_BYTES = 6_000;
  static final Duration TOMBSTONE = Duration.ofHours(1);
  static final Duration PARKING = Duration.ofMinutes(10);
  static final int MAX_PARKED_SAGAS = 3;
  static final int MAX_PARKED = 2;
  static final int MAX_FAILURES = 3;

  /** Few, so that some must be read from the store. */
  static final int RECENT_SAGAS = 2;

  static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

  final VirtualClock clock = new VirtualClock(START);
  final TopicNames topics = TopicNames.DEFAULT;
  final InMemoryRegistryClient registry = new InMemoryRegistryClient();
  final AvroCodec byRecord;
  final AvroCodec byTopic;

  /** What single topics take; those not named take every record that the engine may write. */
  final Map<String, OptionalInt> topicLimits = new HashMap<>();

  /** If true, every input fails that would write anything. */
  boolean bug;

  /** Timers that are due until then may fire; without a broker, a test says how far it read. */
  long repliesReadUntilMs = Long.MAX_VALUE;

  final List<Integer> takenOver = new ArrayList<>();

  /** What rebuilds a saga; by default the fold of its journal. */
  Rebuilder rebuilder =
      (id, partition) -> CompletableFuture.completedFuture(new RebuiltSaga.Done(folded(id)));

  final EngineParts parts;
  final StagedClaims claims;
  private final RepeatedFailures failures;
  final EngineStores stores;
  private final TopologyTestDriver driver;
  private final JournalFold fold;
  private final Map<String, TestOutputTopic<byte[], byte[]>> outputs = new HashMap<>();
  private final Map<String, List<TestRecord<byte[], byte[]>>> read = new HashMap<>();
  private int operations;

  EngineDriver(Path stateDir) {
    this(stateDir, 1);
  }

  EngineDriver(Path stateDir, int partitions) {
    this(stateDir, partitions, new RepeatedFailures(MAX_FAILURES));
  }

  EngineDriver(Path stateDir, int partitions, RepeatedFailures failures) {
    this(stateDir, partitions, failures, new DrivenRoom(RECENT_SAGAS, InFlightLimits.NONE));
  }

  /** Reads a checkpoint from the store for each input, as after a restart. */
  static EngineDriver readingEachTime(Path stateDir) {
    return bounded(stateDir, 0, InFlightLimits.NONE);
  }

  /** Holds starts back. */
  static EngineDriver bounded(Path stateDir, int recentSagas, InFlightLimits limits) {
    return in(stateDir, new DrivenRoom(recentSagas, limits));
  }

  static EngineDriver in(Path stateDir, DrivenRoom room) {
    return new EngineDriver(stateDir, 1, new RepeatedFailures(MAX_FAILURES), room);
  }

  EngineDriver(Path stateDir, int partitions, RepeatedFailures failures, DrivenRoom room) {
    this.failures = failures;
    this.claims = room.claims();
    byTopic = WireFixtures.codec(registry, SubjectStrategy.TOPIC_NAME);
    byRecord = room.byRecord(registry);
    byTopic.register(topics.journal(), SagaTransition.getClassSchema());
    byTopic.register(topics.outcomes(), SagaOutcome.getClassSchema());
    byRecord.register(topics.answers(), SagaStartAnswer.getClassSchema());
    byRecord.register(topics.replies(), StepFailure.getClassSchema());
    byTopic.register(topics.operations(), SagaOperation.getClassSchema());
    JournalCodec journal = new JournalCodec(byTopic, topics.journal());
    parts = parts(journal, partitions, room);
    driver = new TopologyTestDriver(EngineTopology.build(parts), EngineStores.in(stateDir), START);
    stores = new EngineStores(driver);
    fold = new JournalFold(journal, this);
  }

  private EngineParts parts(JournalCodec journal, int partitions, DrivenRoom room) {
    DeployedDefinitions deployed = deploy(byRecord);
    return new EngineParts(
        new SagaDecider(deployed),
        ReturningDefinitions.NONE,
        new EngineLimits(
            new EngineLimits.RecordLimits(MAX_RECORD_BYTES, 2 * MAX_RECORD_BYTES),
            TOMBSTONE,
            Duration.ofDays(7),
            100,
            5,
            new EngineLimits.SignalLimits(4, 1_000),
            new ParkingLimits(MAX_PARKED_SAGAS, MAX_PARKED, MAX_INPUT_BYTES, PARKING),
            Duration.ofSeconds(30)),
        new EngineParts.Formats(
            new InboundReader(byRecord, topics, "cluster-1", MAX_INPUT_BYTES),
            new OutputWriter(byTopic, byRecord, topics),
            journal,
            OutcomeHeaders.NONE,
            claims),
        new EngineParts.Topics(topics, partitions, Set.of(topics.answers()), this::limit),
        clock,
        new EngineParts.Watches(
            new DrainCounter(),
            (partition, dueAtMs) -> dueAtMs <= repliesReadUntilMs,
            failures,
            new Restorations(
                clock, (partition, records, beganMs, readyMs) -> takenOver.add(partition))),
        (id, partition) -> rebuilder.rebuild(id, partition),
        room.inFlight(),
        room.recentSagas());
  }

  private OptionalInt limit(String topic) {
    if (bug) {
      throw new IllegalStateException("A bug, for the test");
    }
    return topicLimits.getOrDefault(topic, OptionalInt.of(2 * MAX_RECORD_BYTES));
  }

  DeployedDefinitions deploy(AvroCodec codec) {
    return DeployedDefinitions.deploy(
        DeployedDefinitions.describe(DrivenOrders.definitions()),
        codec,
        topics,
        new PayloadLimits(MAX_DATA_BYTES, MAX_COMMAND_BYTES));
  }

  EngineDriver start(String id, OrderData data) {
    return request(id, encode(topics.requests(), data), Map.of());
  }

  EngineDriver request(String id, byte[] value, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>();
    headers.put(SagaHeaders.SAGA_ID, id);
    headers.put(SagaHeaders.TYPE, "order");
    headers.put(SagaHeaders.REPLY_TO, topics.answers());
    headers.putAll(more);
    return send(topics.requests(), id, value, headers);
  }

  AnsweringParticipant inventory() {
    return new AnsweringParticipant(this, "inventory");
  }

  AnsweringParticipant payments() {
    return new AnsweringParticipant(this, "payments");
  }

  AnsweringParticipant orders() {
    return new AnsweringParticipant(this, "orders");
  }

  EngineDriver reply(String participant, String outcome, SpecificRecord record) {
    return replyTo(last(participant + ".commands"), outcome, record);
  }

  EngineDriver replyTo(TestRecord<byte[], byte[]> command, String outcome, SpecificRecord record) {
    Map<String, String> headers = new HashMap<>();
    headers.put(SagaHeaders.SAGA_ID, header(command, SagaHeaders.SAGA_ID));
    headers.put(SagaHeaders.IN_REPLY_TO, header(command, SagaHeaders.COMMAND_ID));
    headers.put(SagaHeaders.OUTCOME, outcome);
    if (!outcome.equals("succeeded")) {
      headers.put(SagaHeaders.ERROR_CODE, "CODE");
      headers.put(SagaHeaders.ERROR_MESSAGE, "why");
    }
    byRecord.register(topics.replies(), record.getSchema());
    String id = header(command, SagaHeaders.SAGA_ID);
    return send(topics.replies(), id, encode(topics.replies(), record), headers);
  }

  /** Sends a signal as a client does. */
  EngineDriver signal(String id, String name, SpecificRecord record) {
    byRecord.register(topics.signals(), record.getSchema());
    return send(
        topics.signals(),
        id,
        encode(topics.signals(), record),
        Map.of(SagaHeaders.SAGA_ID, id, SagaHeaders.SIGNAL, name));
  }

  /** The same with these headers. */
  EngineDriver signalWith(SpecificRecord record, String id, Map<String, String> headers) {
    byRecord.register(topics.signals(), record.getSchema());
    return send(topics.signals(), id, encode(topics.signals(), record), headers);
  }

  /** Sends an action of ada. */
  EngineDriver operate(String id, OperationKind kind) {
    return send(topics.operations(), id, operation(kind), Map.of(SagaHeaders.SAGA_ID, id));
  }

  /** The bytes of an action of ada. */
  byte[] operation(OperationKind kind) {
    operations++;
    SagaOperation operation = new SagaOperation();
    operation.setOperationId("op-" + operations);
    operation.setKind(kind);
    operation.setActor("ada");
    operation.setReason("because");
    operation.setRequestedAt(clock.instant());
    return byTopic.encode(topics.operations(), operation);
  }

  EngineDriver send(String topic, String key, byte[] value, Map<String, String> headers) {
    Map<String, byte[]> bytes = new HashMap<>();
    headers.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
    return sendBytes(topic, key, value, bytes);
  }

  /** The same with headers that need not be UTF-8. */
  EngineDriver sendBytes(String topic, String key, byte[] value, Map<String, byte[]> headers) {
    Headers all = new RecordHeaders();
    headers.forEach(all::add);
    byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    driver
        .createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(keyBytes, value, all, clock.instant()));
    fold.check();
    return this;
  }

  byte[] encode(String topic, SpecificRecord record) {
    return byRecord.encode(topic, record);
  }

  EngineDriver advance(Duration time) {
    clock.advance(time);
    driver.advanceWallClockTime(time);
    fold.check();
    return this;
  }

  /** The same where what the checkpoint says of its timer is not true for a while. */
  void advanceUnchecked(Duration time) {
    clock.advance(time);
    driver.advanceWallClockTime(time);
  }

  EngineDriver tick(int times) {
    for (int rung = 0; rung < times; rung++) {
      advance(Duration.ofMillis(25));
    }
    return this;
  }

  /** What was sent to a topic so far. */
  List<TestRecord<byte[], byte[]>> sent(String topic) {
    List<TestRecord<byte[], byte[]>> all = read.computeIfAbsent(topic, name -> new ArrayList<>());
    if (driver.producedTopicNames().contains(topic)) {
      List<TestRecord<byte[], byte[]>> more =
          outputs
              .computeIfAbsent(
                  topic,
                  name ->
                      driver.createOutputTopic(
                          name, new ByteArrayDeserializer(), new ByteArrayDeserializer()))
              .readRecordsToList();
      more.forEach(record -> stores.checkSize(topic, record, limit(topic)));
      all.addAll(more);
    }
    return all;
  }

  double counted(EngineCounters.Counter counter) {
    return driver.metrics().entrySet().stream()
        .filter(metric -> metric.getKey().name().equals(counter.metric() + "-total"))
        .mapToDouble(metric -> ((Number) metric.getValue().metricValue()).doubleValue())
        .sum();
  }

  Set<String> producedTopics() {
    return driver.producedTopicNames();
  }

  TestRecord<byte[], byte[]> last(String topic) {
    List<TestRecord<byte[], byte[]>> all = sent(topic);
    assertThat(all).as("records in %s", topic).isNotEmpty();
    return all.get(all.size() - 1);
  }

  <R extends SpecificRecord> R decode(
      String topic, TestRecord<byte[], byte[]> record, Class<R> type) {
    return byRecord.decode(topic, record.value(), type);
  }

  SagaOutcome lastOutcome() {
    return decode(topics.outcomes(), last(topics.outcomes()), SagaOutcome.class);
  }

  SagaStartAnswer lastAnswer() {
    return decode(topics.answers(), last(topics.answers()), SagaStartAnswer.class);
  }

  /** The state that the journal leads to. */
  SagaState folded(SagaId id) {
    fold.check();
    return fold.state(id);
  }

  List<JournalEntry> journal() {
    return fold.entries();
  }

  static String header(TestRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  Optional<Checkpoint> checkpoint(String id) {
    return Optional.ofNullable(stores.checkpoint(id)).map(CheckpointCodec::decode);
  }

  /** Saga ids in the timer store, with the due times of each. */
  Map<String, List<Long>> timers() {
    return stores.timers();
  }

  /** For how many sagas something waits. */
  int parked() {
    return stores.parked().size();
  }

  /** Decides everything again that was journaled, before it lets go: see {@link DecidedAgain}. */
  @Override
  public void close() {
    try {
      DecidedAgain.check(this);
    } finally {
      driver.close();
    }
  }
}
