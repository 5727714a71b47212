package dev.sagas.dev.simulate;

import dev.sagas.engine.DecideFunction;
import dev.sagas.engine.EngineLimits;
import dev.sagas.engine.EngineSetup;
import dev.sagas.engine.ParkingLimits;
import dev.sagas.engine.ReturningDefinitions;
import dev.sagas.engine.TopicLimits;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.wire.InboundRecord;
import dev.sagas.engine.wire.JournalCodec;
import dev.sagas.engine.wire.OutputWriter;
import dev.sagas.engine.wire.Position;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.schema.SagaTransition;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The engine's codecs over a registry in memory, and its bounds; the same for all sagas of a run.
 */
final class SyntheticWire {
  static final TopicNames TOPICS = TopicNames.DEFAULT;
  static final int MAX_TOPIC_BYTES = 1_100_000;

  private static final int MAX_RECORD_BYTES = 1_000_000;
  private static final int MAX_NOTES_PER_SECOND = 50;
  private static final int MAX_TIMERS = 500;
  private static final EngineSetup.Changelogs CHANGELOGS =
      new EngineSetup.Changelogs("sim-checkpoints", "sim-parked");
  private static final EngineLimits LIMITS =
      new EngineLimits(
          new EngineLimits.RecordLimits(MAX_RECORD_BYTES, MAX_TOPIC_BYTES),
          SimulatedSaga.TOMBSTONE,
          SimulatedSaga.FENCE,
          MAX_TIMERS,
          MAX_NOTES_PER_SECOND,
          new EngineLimits.SignalLimits(SignalChecks.MAX_SIGNALS, SignalChecks.MAX_SIGNAL_BYTES),
          ParkingLimits.DEFAULT,
          Duration.ofSeconds(5));

  private static final SentAs SENT = new SentAs();

  private final OutputWriter writer;
  private final JournalCodec journal;

  SyntheticWire() {
    Map<String, ?> config = Map.of(RegistryClient.CLIENT_CONFIG, new InMemoryRegistryClient());
    AvroCodec byTopic = AvroCodec.create(config, SubjectStrategy.TOPIC_NAME);
    AvroCodec byRecord = AvroCodec.create(config, SubjectStrategy.RECORD_NAME);
    byTopic.register(TOPICS.journal(), SagaTransition.getClassSchema());
    byTopic.register(TOPICS.outcomes(), SagaOutcome.getClassSchema());
    this.writer = new OutputWriter(byTopic, byRecord, TOPICS);
    this.journal = new JournalCodec(byTopic, TOPICS.journal());
  }

  /** An engine that decides by this function and writes to topics that take that much. */
  EngineSetup setup(DecideFunction decider, TopicLimits topicLimits) {
    return new EngineSetup(
        decider,
        writer,
        journal,
        TOPICS,
        CHANGELOGS,
        LIMITS,
        Set.of(),
        topicLimits,
        ReturningDefinitions.NONE);
  }

  /** True if the input is read from a record; a timer is not. */
  static boolean isRecord(SagaInput input) {
    return input.accept(SENT).isPresent();
  }

  /**
   * An input as the record that it would have been read from; its bytes are the input's own. Empty
   * for a timer.
   */
  static Optional<InboundRecord> record(SagaInput input, long offset) {
    byte[] key = input.sagaId().value().getBytes(StandardCharsets.UTF_8);
    return input
        .accept(SENT)
        .map(
            sent ->
                new InboundRecord(
                    new Position(sent.topic(), 0, offset),
                    Optional.of(Bytes.of(key)),
                    Optional.of(sent.payload()),
                    Map.of()));
  }

  /** Where an input is sent, and with which value. */
  private record Sent(String topic, Bytes payload) {}

  /** What is sent for each kind of input. */
  private static final class SentAs implements SagaInput.Visitor<Optional<Sent>> {
    @Override
    public Optional<Sent> start(SagaInput.Start input) {
      return Optional.of(new Sent(TOPICS.requests(), input.payload()));
    }

    @Override
    public Optional<Sent> reply(SagaInput.Reply input) {
      return Optional.of(new Sent(TOPICS.replies(), input.payload()));
    }

    @Override
    public Optional<Sent> signal(SagaInput.Signal input) {
      return Optional.of(new Sent(TOPICS.signals(), input.payload()));
    }

    @Override
    public Optional<Sent> operation(SagaInput.Operation input) {
      return Optional.of(new Sent(TOPICS.operations(), Bytes.EMPTY));
    }

    @Override
    public Optional<Sent> timerDue(SagaInput.TimerDue input) {
      return Optional.empty();
    }
  }
}
