package dev.sagas.audit;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.ChainLink;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaEvolver;
import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.engine.core.SagaRequest;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.wire.Cause;
import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.engine.wire.CheckpointCodec;
import dev.sagas.engine.wire.JournalCodec;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.Position;
import dev.sagas.engine.wire.SentCommand;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.Hash;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.serde.AvroCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** One saga of {@value #STEPS} steps that all succeed, and the records that it leaves behind. */
final class SyntheticSaga {
  /** Transitions of a saga: its start, and an answer for each step. */
  static final int TRANSITIONS = SyntheticSaga.STEPS + 1;

  /** Who gets its commands. */
  static final String PARTICIPANT = "p";

  private static final int STEPS = 3;
  private static final int REPLY_BYTES = 60;
  private static final long BEGAN_MS = 1_760_000_000_000L;

  private final AvroCodec codec;
  private final TopicNames topics;
  private final JournalCodec journal;
  private final SagaIdentity identity;
  private final String changelog;
  private final long number;
  private Optional<SagaState> state = Optional.empty();
  private Digest previous = Digest.ZERO;
  private int step;

  SyntheticSaga(AvroCodec codec, TopicNames topics, String changelog, long number) {
    this.codec = codec;
    this.topics = topics;
    this.journal = new JournalCodec(codec, topics.journal());
    this.changelog = changelog;
    this.number = number;
    this.identity =
        new SagaIdentity(
            new SagaId("order-" + number),
            new RunId(String.format("%012x", number)),
            new SagaType("order"),
            1);
  }

  /** The records of its next transition, each topic's in their order. */
  List<ConsumerRecord<byte[], byte[]>> next() {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    List<SagaEvent> events = events();
    List<SentCommand> commands = step < STEPS ? List.of(command(records)) : List.of();
    long atMs = BEGAN_MS + number + 10L * step;
    SagaState after = SagaEvolver.evolve(state, events, atMs);
    JournalEntry entry =
        new JournalEntry(
            new JournalEntry.Place(identity, step + 1, atMs, previous),
            cause(),
            new JournalEntry.Content(
                Optional.empty(), events, commands, Optional.empty(), after.status()));
    JournalCodec.Encoded encoded = journal.encode(entry);
    previous = encoded.hash();
    SagaState chained = after.withChain(new ChainLink(step + 1, previous));
    state = Optional.of(chained);
    records.add(0, record(topics.journal(), encoded.value().array()));
    records.add(record(changelog, CheckpointCodec.encode(Checkpoint.of(chained)).array()));
    if (step == STEPS) {
      records.add(record(topics.outcomes(), outcome(chained)));
    }
    step++;
    return records;
  }

  private List<SagaEvent> events() {
    List<SagaEvent> events = new ArrayList<>();
    if (step == 0) {
      SagaRequest request =
          new SagaRequest(Digest.ZERO, "Order", OptionalLong.empty(), Map.of("shop", "7"));
      events.add(new SagaEvent.Started(identity, request, Bytes.of(new byte[100])));
    } else {
      events.add(new SagaEvent.StepSucceeded(name(step - 1), step, Optional.empty()));
    }
    if (step < STEPS) {
      events.add(
          new SagaEvent.CommandIssued(
              name(step),
              Action.EXECUTE,
              1,
              1,
              PARTICIPANT,
              BEGAN_MS,
              OptionalLong.empty(),
              false));
    } else {
      events.add(
          new SagaEvent.Ended(SagaStatus.COMPLETED, BEGAN_MS + Duration.ofDays(36_500).toMillis()));
    }
    return events;
  }

  private static StepName name(int step) {
    return new StepName("step-" + step);
  }

  private SentCommand command(List<ConsumerRecord<byte[], byte[]>> records) {
    CommandId id = commandId(step);
    byte[] value = ("command of " + id).getBytes(StandardCharsets.UTF_8);
    String topic = topics.commands(new ParticipantName(PARTICIPANT));
    ConsumerRecord<byte[], byte[]> record = record(topic, value);
    header(record, SagaHeaders.COMMAND_ID, id.toString());
    header(record, SagaHeaders.DEDUPLICATION_KEY, id.key().toString());
    records.add(record);
    return new SentCommand(topic, id.toString(), id.key().toString(), Digest.sha256(value));
  }

  private CommandId commandId(int ofStep) {
    return new CommandId(
        new DeduplicationKey(identity.id(), identity.run(), name(ofStep), Action.EXECUTE, 1), 1);
  }

  private Cause cause() {
    if (step == 0) {
      return new Cause(
          Cause.Kind.START,
          Optional.of(new Position(topics.requests(), 0, number)),
          Optional.empty(),
          Map.of(SagaHeaders.TYPE, "order"),
          Optional.of(Bytes.of(new byte[100])));
    }
    return new Cause(
        Cause.Kind.REPLY,
        Optional.of(new Position(topics.replies(), 0, number)),
        Optional.empty(),
        Map.of(
            SagaHeaders.IN_REPLY_TO,
            commandId(step - 1).toString(),
            SagaHeaders.OUTCOME,
            "succeeded"),
        Optional.of(Bytes.of(new byte[REPLY_BYTES])));
  }

  private byte[] outcome(SagaState ended) {
    SagaOutcome outcome = new SagaOutcome();
    outcome.setSagaId(identity.id().value());
    outcome.setRun(identity.run().value());
    outcome.setType(identity.type().value());
    outcome.setVersion(1);
    outcome.setOutcome(OutcomeKind.COMPLETED);
    outcome.setStartedAt(Instant.ofEpochMilli(ended.startedAtMs()));
    outcome.setEndedAt(Instant.ofEpochMilli(ended.updatedAtMs()));
    outcome.setRevision(ended.chain().revision());
    outcome.setHash(new Hash(ended.chain().hash().value().array()));
    outcome.setEffectsLeft(List.of());
    outcome.setStepsSkipped(List.of());
    return codec.encode(topics.outcomes(), outcome);
  }

  private ConsumerRecord<byte[], byte[]> record(String topic, byte[] value) {
    byte[] key = identity.id().value().getBytes(StandardCharsets.UTF_8);
    return new ConsumerRecord<>(
        topic,
        0,
        number * TRANSITIONS + step,
        BEGAN_MS + number + 10L * step,
        TimestampType.CREATE_TIME,
        key.length,
        value.length,
        key,
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  private static void header(ConsumerRecord<byte[], byte[]> record, String name, String text) {
    record.headers().add(name, text.getBytes(StandardCharsets.UTF_8));
  }
}
