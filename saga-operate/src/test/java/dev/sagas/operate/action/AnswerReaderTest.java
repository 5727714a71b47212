package dev.sagas.operate.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.ControlEvent;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.IncidentCode;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.States;
import dev.sagas.engine.wire.Cause;
import dev.sagas.engine.wire.JournalCodec;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.Parked;
import dev.sagas.engine.wire.ParkedCodec;
import dev.sagas.engine.wire.ParkedRecord;
import dev.sagas.engine.wire.Position;
import dev.sagas.engine.wire.WireFixtures;
import dev.sagas.engine.wire.WrittenRecords;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.SagaTransition;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** R16: what became of an operation, from what is committed. */
class AnswerReaderTest {
  private static final Position INPUT = new Position("saga.operations", 2, 17);
  private static final Position OTHER = new Position("saga.operations", 2, 18);
  private static final AnswerTopics TOPICS =
      new AnswerTopics("saga.journal", "saga.dead-letters", "app-parked-changelog");
  private static final SagaEvent.IncidentRaised INCIDENT =
      new SagaEvent.IncidentRaised("o-1/i", Optional.empty(), IncidentCode.ENGINE_FAULT, "bug");
  private static final ControlEvent.OperationApplied OPERATION =
      new ControlEvent.OperationApplied("op-1", OperationKind.PAUSE, "ada", "a look");

  private final InMemoryRegistryClient registry = new InMemoryRegistryClient();
  private final AvroCodec codec = WireFixtures.codec(registry, SubjectStrategy.TOPIC_NAME);
  private final AnswerReader reader =
      new AnswerReader(
          TOPICS,
          WrittenRecords.open(Map.of(RegistryClient.CLIENT_CONFIG, registry), TopicNames.DEFAULT),
          new SagaId("o-1"));

  @Test
  void shouldBeAppliedWhenATransitionHasTheOperationAsItsCause() {
    Optional<Answer> answer =
        read(transition(INPUT, List.of(OPERATION, new ControlEvent.Paused("ada", "a look"))));

    assertThat(answer)
        .contains(
            new Answer.Applied(SagaStatus.RUNNING, 8, List.of("pause by ada: a look", "paused")));
  }

  @Test
  void shouldStayAppliedWhenItLedToAnIncidentAsWell() {
    assertThat(read(transition(INPUT, List.of(OPERATION, INCIDENT))))
        .hasValueSatisfying(answer -> assertThat(answer).isInstanceOf(Answer.Applied.class));
  }

  @Test
  void shouldBeStoppedWhenAnIncidentTookItsPlace() {
    assertThat(read(transition(INPUT, List.of(INCIDENT))))
        .contains(new Answer.Stopped(SagaStatus.RUNNING, 8, List.of("incident ENGINE_FAULT: bug")));
  }

  @Test
  void shouldTellWhyWhenANoteHasTheOperationAsItsCause() {
    assertThat(read(note(INPUT, "REFUSED_OPERATION: The saga is RUNNING: it is not paused")))
        .contains(new Answer.Refused("REFUSED_OPERATION", "The saga is RUNNING: it is not paused"));
    assertThat(read(note(INPUT, "ALREADY_ENDED: The saga has ended: COMPLETED")))
        .contains(new Answer.Refused("ALREADY_ENDED", "The saga has ended: COMPLETED"));
    assertThat(read(note(INPUT, "DRY_RUN: It would be RUNNING")))
        .contains(new Answer.DryRun("It would be RUNNING"));
    assertThat(read(note(INPUT, "DUPLICATE_OPERATION: applied before")))
        .contains(new Answer.Duplicate("applied before"));
  }

  @Test
  void shouldBeNoAnswerWhenTheEntryHasAnotherCauseOrSagaOrIsUnreadable() {
    assertThat(read(transition(OTHER, List.of(OPERATION)))).isEmpty();
    assertThat(reader.read(INPUT, record(TOPICS.journal(), "o-1", new byte[] {9}))).isEmpty();
    byte[] entry = encode(transition(INPUT, List.of(OPERATION)));
    assertThat(reader.read(INPUT, record(TOPICS.journal(), "o-2", entry))).isEmpty();
  }

  @Test
  void shouldBeRefusedWhenItIsADeadLetter() {
    ConsumerRecord<byte[], byte[]> letter = record(TOPICS.deadLetters(), "o-1", new byte[] {9});
    header(letter, SagaHeaders.ERROR_CODE, "MALFORMED_OPERATION");
    header(letter, SagaHeaders.ERROR_MESSAGE, "Expected a step");
    assertThat(reader.read(INPUT, letter)).as("without origin").isEmpty();
    header(letter, SagaHeaders.ORIGIN, "saga.operations-2-17");

    assertThat(reader.read(INPUT, letter))
        .contains(new Answer.Refused("MALFORMED_OPERATION", "Expected a step"));
    assertThat(reader.read(OTHER, letter)).isEmpty();
  }

  @Test
  void shouldBeParkedWhenItWaitsForItsSaga() {
    byte[] parked =
        ParkedCodec.encode(
                new Parked(
                    OptionalLong.of(1_000),
                    List.of(
                        new ParkedRecord(OTHER, List.of(), Bytes.EMPTY),
                        new ParkedRecord(INPUT, List.of(), Bytes.EMPTY))))
            .array();

    assertThat(reader.read(INPUT, record(TOPICS.parked(), "o-1", parked)))
        .contains(new Answer.Parked(OptionalLong.of(1_000)));
    Position third = new Position("saga.operations", 2, 19);
    assertThat(reader.read(third, record(TOPICS.parked(), "o-1", parked))).isEmpty();
    assertThat(reader.read(INPUT, record(TOPICS.parked(), "o-1", new byte[] {9}))).isEmpty();
    byte[] newer = WireFixtures.framed(9, new byte[] {1});
    assertThat(reader.read(INPUT, record(TOPICS.parked(), "o-1", newer))).isEmpty();
  }

  @Test
  void shouldBeParkedWithoutATimeWhenItIsHeldUntilItsSagaIsRebuilt() {
    Parked held = Parked.held().with(new ParkedRecord(INPUT, List.of(), Bytes.EMPTY));

    byte[] value = ParkedCodec.encode(held).array();

    assertThat(reader.read(INPUT, record(TOPICS.parked(), "o-1", value)))
        .contains(new Answer.Parked(OptionalLong.empty()));
  }

  private Optional<Answer> read(JournalEntry entry) {
    return reader.read(INPUT, record(TOPICS.journal(), "o-1", encode(entry)));
  }

  private byte[] encode(JournalEntry entry) {
    codec.register(TOPICS.journal(), SagaTransition.getClassSchema());
    return new JournalCodec(codec, TOPICS.journal()).encode(entry).value().array();
  }

  private static JournalEntry transition(Position cause, List<SagaEvent> events) {
    return entry(cause, Optional.empty(), events);
  }

  private static JournalEntry note(Position cause, String note) {
    return entry(cause, Optional.of(note), List.of());
  }

  private static JournalEntry entry(Position cause, Optional<String> note, List<SagaEvent> events) {
    return new JournalEntry(
        new JournalEntry.Place(
            States.executing("o-1", 0).identity(), 8, States.START_MS, Digest.ZERO),
        new Cause(
            Cause.Kind.OPERATION,
            Optional.of(cause),
            Optional.of("ada"),
            Map.of(),
            Optional.empty()),
        new JournalEntry.Content(note, events, List.of(), Optional.empty(), SagaStatus.RUNNING));
  }

  private static ConsumerRecord<byte[], byte[]> record(String topic, String saga, byte[] value) {
    return new ConsumerRecord<>(topic, 2, 5, saga.getBytes(StandardCharsets.UTF_8), value);
  }

  private static void header(ConsumerRecord<byte[], byte[]> record, String name, String text) {
    record.headers().add(name, text.getBytes(StandardCharsets.UTF_8));
  }
}
