package dev.sagas.engine;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.Rejection;
import dev.sagas.engine.core.SagaEffect;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaEvolver;
import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaRequest;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.engine.wire.InboundRecord;
import dev.sagas.engine.wire.JournalCodec;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.OutputWriter;
import dev.sagas.engine.wire.Position;
import dev.sagas.engine.wire.WireFixtures;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.StepOutcome;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.schema.SagaStartAnswer;
import dev.sagas.schema.SagaTransition;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** An engine whose decisions are given, and whose topics take what a test says. */
final class EngineFixture {
  static final TopicNames TOPICS = TopicNames.DEFAULT;
  static final SagaId ID = new SagaId("order-1");
  static final long NOW_MS = 10_000;
  static final int MAX_BYTES = 20_000;
  static final String CHECKPOINTS = "checkpoints";
  static final String PARKED = "parked";

  private static final RunId RUN = new RunId("0123456789ab");
  private static final SagaIdentity IDENTITY = new SagaIdentity(ID, RUN, new SagaType("order"), 1);
  private static final String ANSWERS = TOPICS.answers();

  static final SagaInput START =
      new SagaInput.Start(ID, RUN, "order", OptionalInt.empty(), Bytes.EMPTY, Map.of());
  static final SagaInput REPLY =
      new SagaInput.Reply(
          CommandId.parse("order-1/0123456789ab/a/execute/1#1"),
          StepOutcome.SUCCEEDED,
          Bytes.EMPTY,
          "some.Reply",
          Optional.empty());
  static final SagaInput SIGNAL =
      new SagaInput.Signal(ID, new SignalName("go"), Bytes.EMPTY, "some.Signal");
  static final SagaInput TIMER = new SagaInput.TimerDue(ID);
  static final FiredTimer RING = new FiredTimer(3, NOW_MS);

  /** What single topics take; those not named take every record of the test. */
  final Map<String, OptionalInt> limits = new HashMap<>();

  /** What is decided, whatever the input. */
  Decision decision = new Decision.Rejected(Rejection.NOTHING_DUE, "none given");

  final Engine engine;
  private final JournalCodec journal;

  EngineFixture() {
    InMemoryRegistryClient registry = new InMemoryRegistryClient();
    AvroCodec byTopic = WireFixtures.codec(registry, SubjectStrategy.TOPIC_NAME);
    AvroCodec byRecord = WireFixtures.codec(registry, SubjectStrategy.RECORD_NAME);
    byTopic.register(TOPICS.journal(), SagaTransition.getClassSchema());
    byTopic.register(TOPICS.outcomes(), SagaOutcome.getClassSchema());
    byRecord.register(ANSWERS, SagaStartAnswer.getClassSchema());
    journal = new JournalCodec(byTopic, TOPICS.journal());
    engine =
        Engine.inline(
            new EngineSetup(
                (state, input, context) -> decision,
                new OutputWriter(byTopic, byRecord, TOPICS),
                journal,
                TOPICS,
                new EngineSetup.Changelogs(CHECKPOINTS, PARKED),
                new EngineLimits(
                    new EngineLimits.RecordLimits(MAX_BYTES, MAX_BYTES),
                    Duration.ofHours(1),
                    Duration.ofDays(1),
                    10,
                    2,
                    new EngineLimits.SignalLimits(4, 1_000),
                    new ParkingLimits(2, 2, 1_000, Duration.ofMinutes(1)),
                    Duration.ofSeconds(1)),
                Set.of(ANSWERS),
                topic -> limits.getOrDefault(topic, OptionalInt.of(MAX_BYTES)),
                ReturningDefinitions.NONE),
            (id, bug) -> {});
  }

  /** A saga that has just started. */
  static SagaState live() {
    SagaRequest request = new SagaRequest(Digest.ZERO, "some.Data", OptionalLong.empty(), Map.of());
    return SagaEvolver.evolve(
        Optional.empty(), List.of(new SagaEvent.Started(IDENTITY, request, Bytes.EMPTY)), NOW_MS);
  }

  /** Its checkpoint, with a timer. */
  static Optional<Checkpoint> stored() {
    return Optional.of(new Checkpoint(live(), OptionalLong.of(NOW_MS + 5_000)));
  }

  /** Decides that the saga moves on and sends a command. */
  void accept() {
    DeduplicationKey key = new DeduplicationKey(ID, RUN, new StepName("a"), Action.EXECUTE, 1);
    SagaEffect command =
        new SagaEffect.SendCommand(
            new ParticipantName("payments"),
            new CommandId(key, 1),
            Bytes.of(new byte[100]),
            NOW_MS + 1_000,
            NOW_MS + 2_000,
            Optional.empty());
    decision = new Decision.Accepted(live(), List.of(), List.of(command), List.of());
  }

  /** Decides that the saga ends. */
  void end() {
    SagaEffect outcome =
        new SagaEffect.PublishOutcome(
            SagaStatus.COMPLETED, Optional.empty(), Bytes.EMPTY, List.of(), List.of());
    decision = new Decision.Accepted(live(), List.of(), List.of(outcome), List.of());
  }

  void reject(Rejection reason) {
    decision = new Decision.Rejected(reason, "why");
  }

  /** A record of a topic that wants its answer. */
  static ReceivedInput received(String topic) {
    return received(topic, ANSWERS);
  }

  static ReceivedInput received(String topic, String replyTo) {
    Map<String, String> text =
        Map.of(SagaHeaders.SAGA_ID, ID.value(), SagaHeaders.REPLY_TO, replyTo);
    Headers headers = new RecordHeaders();
    headers.add("x-raw", new byte[] {-1});
    text.forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
    InboundRecord record =
        new InboundRecord(
            new Position(topic, 3, 7),
            Optional.of(Bytes.of(ID.value().getBytes(StandardCharsets.UTF_8))),
            Optional.of(Bytes.of(new byte[] {1, 2, 3})),
            text);
    return new ReceivedInput(record, headers, 3, NOW_MS);
  }

  static List<String> topics(List<Outcome.Output> outputs) {
    return outputs.stream().map(output -> output.record().topic()).toList();
  }

  JournalEntry entry(Outcome.Output output) {
    return journal.decode(output.record().value().array());
  }
}
