package dev.sagas.engine.wire;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.protocol.BoundedText;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.HeaderNumber;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepOutcome;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.SagaOperation;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.Claim;
import dev.sagas.serde.CorruptRecordException;
import dev.sagas.serde.UnknownSchemaException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.avro.Schema;

/**
 * Reads requests, replies, signals and operations.
 *
 * <ul>
 *   <li>Never fails because of a record's content: what cannot be read is {@link
 *       Inbound.Unreadable} with a reason that names no payload.
 *   <li>Throws {@link dev.sagas.serde.RegistryUnavailableException} while a required schema is
 *       unavailable: that is an outage, not a bad record (R18).
 * </ul>
 */
public final class InboundReader {
  private static final int MAX_ERROR_CODE_CHARS = 128;

  private final AvroCodec codec;
  private final TopicNames topics;
  private final String sourceId;
  private final int maxValueBytes;

  /**
   * A reader.
   *
   * @param codec with the record-name strategy
   * @param sourceId ids of the Kafka cluster and of the topic of requests with a slash between
   *     them: part of every run id
   * @param maxValueBytes the largest value accepted (R22)
   */
  public InboundReader(AvroCodec codec, TopicNames topics, String sourceId, int maxValueBytes) {
    this.codec = codec;
    this.topics = topics;
    this.sourceId = sourceId;
    this.maxValueBytes = maxValueBytes;
  }

  /** Reads one record. */
  public Inbound read(InboundRecord record) {
    Optional<SagaId> sagaId = Optional.empty();
    try {
      SagaId id = readSagaId(record);
      sagaId = Optional.of(id);
      byte[] value = readValue(record);
      String type = schema(record, value).getFullName();
      return new Inbound.Input(readInput(id, record, new Value(Bytes.of(value), type)));
    } catch (Unfit unfit) {
      return new Inbound.Unreadable(unfit.code(), unfit.reason(), sagaId);
    }
  }

  /** A record's value and the full name of its schema. */
  private record Value(Bytes bytes, String type) {}

  private SagaInput readInput(SagaId id, InboundRecord record, Value value) throws Unfit {
    String topic = record.position().topic();
    if (topic.equals(topics.requests())) {
      return readStart(id, record, value);
    }
    if (topic.equals(topics.replies())) {
      return readReply(id, record, value);
    }
    if (topic.equals(topics.signals())) {
      return readSignal(id, record, value);
    }
    if (topic.equals(topics.operations())) {
      return readOperation(id, value);
    }
    throw new IllegalArgumentException("Expected a record of an input topic, but got " + topic);
  }

  private static SagaId readSagaId(InboundRecord record) throws Unfit {
    String id = header(record, SagaHeaders.SAGA_ID);
    if (!SagaId.isValid(id)) {
      throw new Unfit(
          DeadLetterCode.MALFORMED_HEADER,
          "Expected %s to match [A-Za-z0-9._:-]{1,200}, but it has %s characters of another form"
              .formatted(SagaHeaders.SAGA_ID, id.length()));
    }
    Bytes expected = Bytes.of(id.getBytes(StandardCharsets.UTF_8));
    if (!record.key().equals(Optional.of(expected))) {
      throw new Unfit(
          DeadLetterCode.KEY_MISMATCH,
          "Expected the record's key to be the saga id " + id + " of its header");
    }
    return new SagaId(id);
  }

  private byte[] readValue(InboundRecord record) throws Unfit {
    if (record.value().isEmpty()) {
      throw new Unfit(DeadLetterCode.MISSING_VALUE, "Expected an Avro record as value");
    }
    byte[] value = record.value().get().array();
    if (value.length > maxValueBytes) {
      throw new Unfit(
          DeadLetterCode.VALUE_TOO_LARGE,
          "Expected a value of at most " + maxValueBytes + " bytes, but got " + value.length);
    }
    return value;
  }

  /** What is kept outside Kafka is loaded, and checked, when it is needed. */
  private Schema schema(InboundRecord record, byte[] value) throws Unfit {
    String topic = record.position().topic();
    try {
      return Claim.isClaim(value)
          ? codec.writerSchema(topic, value)
          : codec.decode(topic, value).getSchema();
    } catch (UnknownSchemaException e) {
      throw new Unfit(DeadLetterCode.UNKNOWN_SCHEMA, reason(e));
    } catch (CorruptRecordException e) {
      throw new Unfit(DeadLetterCode.CORRUPT_VALUE, reason(e));
    }
  }

  private static String reason(RuntimeException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private SagaInput readStart(SagaId id, InboundRecord record, Value value) throws Unfit {
    String type = header(record, SagaHeaders.TYPE);
    refuseCut(record, SagaHeaders.LABELS);
    refuseCut(record, SagaHeaders.REQUEST_ID);
    Map<String, String> labels =
        parsed(
            SagaHeaders.LABELS,
            () -> Labels.parse(record.headers().getOrDefault(SagaHeaders.LABELS, "")));
    return new SagaInput.Start(
        id,
        RunIds.of(sourceId, topics.prefix(), record.position()),
        type,
        readVersion(record),
        value.bytes(),
        labels);
  }

  /** A part of it would mean something else. */
  private static void refuseCut(InboundRecord record, String header) throws Unfit {
    if (record.cut().contains(header)) {
      throw new Unfit(
          DeadLetterCode.MALFORMED_HEADER,
          "Expected " + header + " to have at most " + SagaHeaders.MAX_HEADER_BYTES + " bytes");
    }
  }

  private static OptionalInt readVersion(InboundRecord record) throws Unfit {
    String version = record.headers().get(SagaHeaders.VERSION);
    return version == null
        ? OptionalInt.empty()
        : OptionalInt.of(parsed(SagaHeaders.VERSION, () -> HeaderNumber.parseInt(version)));
  }

  private static SagaInput readReply(SagaId id, InboundRecord record, Value value) throws Unfit {
    String inReplyTo = header(record, SagaHeaders.IN_REPLY_TO);
    CommandId command = parsed(SagaHeaders.IN_REPLY_TO, () -> CommandId.parse(inReplyTo));
    if (!command.key().sagaId().equals(id)) {
      throw new Unfit(
          DeadLetterCode.MALFORMED_HEADER,
          "Expected " + SagaHeaders.IN_REPLY_TO + " to name a command of saga " + id);
    }
    String name = header(record, SagaHeaders.OUTCOME);
    StepOutcome outcome = parsed(SagaHeaders.OUTCOME, () -> StepOutcome.ofHeader(name));
    SagaInput.Failure failure =
        new SagaInput.Failure(
            BoundedText.ofChars(optional(record, SagaHeaders.ERROR_CODE), MAX_ERROR_CODE_CHARS),
            BoundedText.ofBytes(
                optional(record, SagaHeaders.ERROR_MESSAGE), SagaHeaders.MAX_ERROR_MESSAGE_BYTES),
            retryAfterMs(record));
    return new SagaInput.Reply(
        command,
        outcome,
        value.bytes(),
        value.type(),
        outcome == StepOutcome.SUCCEEDED ? Optional.empty() : Optional.of(failure));
  }

  private static OptionalLong retryAfterMs(InboundRecord record) throws Unfit {
    String retryAfter = record.headers().get(SagaHeaders.RETRY_AFTER);
    if (retryAfter == null) {
      return OptionalLong.empty();
    }
    long ms = parsed(SagaHeaders.RETRY_AFTER, () -> HeaderNumber.parseLong(retryAfter));
    return OptionalLong.of(Math.min(ms, SagaHeaders.MAX_RETRY_AFTER_MS));
  }

  private static SagaInput readSignal(SagaId id, InboundRecord record, Value value) throws Unfit {
    String name = header(record, SagaHeaders.SIGNAL);
    SignalName signal = parsed(SagaHeaders.SIGNAL, () -> new SignalName(name));
    return new SagaInput.Signal(id, signal, value.bytes(), value.type());
  }

  private SagaInput readOperation(SagaId id, Value value) throws Unfit {
    try {
      return OperationReader.read(
          id, codec.decode(topics.operations(), value.bytes().array(), SagaOperation.class));
    } catch (CorruptRecordException e) {
      // Its bytes fit the schema that they name, so that it is the schema that does not fit.
      throw new Unfit(
          DeadLetterCode.MALFORMED_OPERATION, "Expected a SagaOperation, but got " + value.type());
    }
  }

  /** Participants truncate their errors; one that does not must not inflate our records. */
  private static String optional(InboundRecord record, String header) {
    return record.headers().getOrDefault(header, "");
  }

  private static String header(InboundRecord record, String name) throws Unfit {
    String value = record.headers().get(name);
    if (value == null) {
      throw new Unfit(
          DeadLetterCode.MISSING_HEADER, "Expected a header " + name + ", but there is none");
    }
    return value;
  }

  private static <T> T parsed(String header, Parse<T> parse) throws Unfit {
    try {
      return parse.get();
    } catch (IllegalArgumentException e) {
      throw new Unfit(DeadLetterCode.MALFORMED_HEADER, "Header " + header + ": " + reason(e));
    }
  }

  private interface Parse<T> {
    T get();
  }
}
