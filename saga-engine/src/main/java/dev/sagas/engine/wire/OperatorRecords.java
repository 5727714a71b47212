package dev.sagas.engine.wire;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.ApprovalDecision;
import dev.sagas.schema.SagaOperation;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.SchemaNotRegisteredException;
import dev.sagas.serde.SubjectStrategy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes what operators send: operations and signals.
 *
 * <ul>
 *   <li>A schema of the protocol that is not registered yet is registered when it is first used.
 * </ul>
 */
public final class OperatorRecords implements AutoCloseable {
  private final AvroCodec byTopic;
  private final AvroCodec byRecord;
  private final TopicNames topics;

  private OperatorRecords(AvroCodec byTopic, AvroCodec byRecord, TopicNames topics) {
    this.byTopic = byTopic;
    this.byRecord = byRecord;
    this.topics = topics;
  }

  /**
   * A writer; the registry is not called yet.
   *
   * @param config as for {@link AvroCodec#create}
   */
  public static OperatorRecords open(Map<String, ?> config, TopicNames topics) {
    return new OperatorRecords(
        AvroCodec.create(config, SubjectStrategy.TOPIC_NAME),
        AvroCodec.create(config, SubjectStrategy.RECORD_NAME),
        topics);
  }

  /**
   * An operation.
   *
   * @param atMs when it was asked for, epoch ms
   * @throws IllegalArgumentException if its id, actor or reason is empty or too long
   */
  public OutboundRecord operation(SagaInput.Operation operation, long atMs) {
    checkLengths(operation);
    SagaOperation avro = new SagaOperation();
    avro.setOperationId(operation.operationId());
    avro.setKind(AvroEnums.toAvro(operation.kind()));
    avro.setActor(operation.actor());
    avro.setReason(operation.reason());
    avro.setRequestedAt(Instant.ofEpochMilli(atMs));
    avro.setStep(operation.step().map(StepName::value).orElse(null));
    avro.setData(EventWriter.buffer(operation.data()));
    OptionalInt version = operation.version();
    avro.setVersion(version.isPresent() ? version.getAsInt() : null);
    avro.setDryRun(operation.dryRun());
    Bytes value = encode(byTopic, topics.operations(), avro);
    return record(topics.operations(), operation.sagaId(), value, Map.of());
  }

  private static void checkLengths(SagaInput.Operation operation) {
    check("operation id", operation.operationId(), OperationReader.MAX_ID_CHARS);
    check("actor", operation.actor(), OperationReader.MAX_ACTOR_CHARS);
    check("reason", operation.reason(), OperationReader.MAX_REASON_CHARS);
  }

  private static void check(String what, String text, int maxChars) {
    if (text.isBlank() || text.length() > maxChars) {
      throw new IllegalArgumentException(
          "Expected %s to have 1 to %s characters, but got %s"
              .formatted(what, maxChars, text.length()));
    }
  }

  /**
   * A signal.
   *
   * @param value in wire format
   */
  public OutboundRecord signal(SagaId saga, SignalName signal, Bytes value) {
    return record(topics.signals(), saga, value, Map.of(SagaHeaders.SIGNAL, signal.value()));
  }

  /** The signal that approves. */
  public OutboundRecord approval(SagaId saga, SignalName signal, String decidedBy) {
    return decision(saga, signal, new ApprovalDecision(true, decidedBy, null));
  }

  /** The signal that does not approve, and so rejects the step that waits for it. */
  public OutboundRecord refusal(SagaId saga, SignalName signal, String decidedBy, String reason) {
    return decision(saga, signal, new ApprovalDecision(false, decidedBy, reason));
  }

  private OutboundRecord decision(SagaId saga, SignalName signal, ApprovalDecision decision) {
    return signal(saga, signal, encode(byRecord, topics.signals(), decision));
  }

  private static Bytes encode(AvroCodec codec, String topic, SpecificRecord record) {
    try {
      return Bytes.of(codec.encode(topic, record));
    } catch (SchemaNotRegisteredException e) {
      codec.register(topic, record.getSchema());
      return Bytes.of(codec.encode(topic, record));
    }
  }

  private static OutboundRecord record(
      String topic, SagaId saga, Bytes value, Map<String, String> more) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(SagaHeaders.SAGA_ID, saga.value());
    headers.putAll(more);
    Bytes key = Bytes.of(saga.value().getBytes(StandardCharsets.UTF_8));
    return new OutboundRecord(topic, OptionalInt.empty(), key, value, headers);
  }

  @Override
  public void close() {
    byTopic.close();
    byRecord.close();
  }
}
