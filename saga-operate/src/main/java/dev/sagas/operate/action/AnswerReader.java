package dev.sagas.operate.action;

import dev.sagas.engine.core.Rejection;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SelectiveEventVisitor;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.Parked;
import dev.sagas.engine.wire.ParkedCodec;
import dev.sagas.engine.wire.Position;
import dev.sagas.engine.wire.UnknownFormatException;
import dev.sagas.engine.wire.UnreadableRecordException;
import dev.sagas.engine.wire.WrittenRecords;
import dev.sagas.operate.query.Timeline;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Determines whether a committed record is the answer to an input of one saga. */
final class AnswerReader {
  private static final IsIncident IS_INCIDENT = new IsIncident();

  private final AnswerTopics topics;
  private final WrittenRecords records;
  private final byte[] key;

  AnswerReader(AnswerTopics topics, WrittenRecords records, SagaId saga) {
    this.topics = topics;
    this.records = records;
    this.key = saga.value().getBytes(StandardCharsets.UTF_8);
  }

  /** What the record says about the input at that position; empty if it is about something else. */
  Optional<Answer> read(Position input, ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    if (value == null || !Arrays.equals(record.key(), key)) {
      return Optional.empty();
    }
    if (record.topic().equals(topics.journal())) {
      return entry(value)
          .filter(entry -> entry.cause().position().equals(Optional.of(input)))
          .map(AnswerReader::ofEntry);
    }
    return record.topic().equals(topics.deadLetters())
        ? ofLetter(input, record)
        : ofParked(input, value);
  }

  /**
   * An answer, and what it answers.
   *
   * @param input the input's position, written as text
   */
  record Found(String input, Answer answer) {}

  /** The input that the record of the journal or of the dead letters answers, if it does one. */
  static Optional<Found> found(
      AnswerTopics topics, WrittenRecords records, ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    if (record.topic().equals(topics.deadLetters())) {
      return Optional.of(new Found(header(record, SagaHeaders.ORIGIN), ofLetter(record)));
    }
    try {
      JournalEntry entry = records.entry(record.value());
      return entry.cause().position().map(at -> new Found(at.toString(), ofEntry(entry)));
    } catch (UnreadableRecordException e) {
      return Optional.empty(); // left to the audit
    }
  }

  /** An entry that cannot be read is not an answer; it is left to the audit. */
  private Optional<JournalEntry> entry(byte[] value) {
    try {
      return Optional.of(records.entry(value));
    } catch (UnreadableRecordException e) {
      return Optional.empty();
    }
  }

  /** True for an event that raises an incident. */
  private static final class IsIncident extends SelectiveEventVisitor<Boolean> {
    @Override
    protected Boolean other(SagaEvent event) {
      return false;
    }

    @Override
    public Boolean incidentRaised(SagaEvent.IncidentRaised event) {
      return true;
    }
  }

  private static Answer ofEntry(JournalEntry entry) {
    if (entry.note().isPresent()) {
      return ofNote(entry.note().get());
    }
    List<String> events = Timeline.whatHappened(entry);
    boolean onlyIncident = entry.events().stream().allMatch(event -> event.accept(IS_INCIDENT));
    return onlyIncident
        ? new Answer.Stopped(entry.status(), entry.revision(), events)
        : new Answer.Applied(entry.status(), entry.revision(), events);
  }

  /** A note begins with the reason's name and a colon. */
  private static Answer ofNote(String note) {
    int colon = note.indexOf(": ");
    String code = colon < 0 ? "" : note.substring(0, colon);
    String message = colon < 0 ? note : note.substring(colon + 2);
    if (code.equals(Rejection.DRY_RUN.name())) {
      return new Answer.DryRun(message);
    }
    return code.equals(Rejection.DUPLICATE_OPERATION.name())
        ? new Answer.Duplicate(message)
        : new Answer.Refused(code, message);
  }

  private static Optional<Answer> ofLetter(Position input, ConsumerRecord<byte[], byte[]> letter) {
    return header(letter, SagaHeaders.ORIGIN).equals(input.toString())
        ? Optional.of(ofLetter(letter))
        : Optional.empty();
  }

  private static Answer ofLetter(ConsumerRecord<byte[], byte[]> letter) {
    return new Answer.Refused(
        header(letter, SagaHeaders.ERROR_CODE), header(letter, SagaHeaders.ERROR_MESSAGE));
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static Optional<Answer> ofParked(Position input, byte[] value) {
    try {
      Parked parked = ParkedCodec.decode(value);
      return parked.records().stream().anyMatch(record -> record.position().equals(input))
          ? Optional.of(new Answer.Parked(parked.untilMs()))
          : Optional.empty();
    } catch (UncheckedIOException | UnknownFormatException e) {
      return Optional.empty(); // damaged, or written by a newer version
    }
  }
}
