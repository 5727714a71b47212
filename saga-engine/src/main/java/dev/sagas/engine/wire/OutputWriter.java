package dev.sagas.engine.wire;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.SagaEffect;
import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.UnwindReason;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.schema.SagaStartAnswer;
import dev.sagas.serde.AvroCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Writes what a transition sends.
 *
 * <ul>
 *   <li>A command goes to its participant's topic by key; journal, outcome and the reply asked for
 *       stay on the saga's own partition number.
 * </ul>
 */
public final class OutputWriter {
  private final AvroCodec byTopic;
  private final AvroCodec byRecord;
  private final TopicNames topics;

  /**
   * A writer.
   *
   * @param byTopic with the topic-name strategy
   * @param byRecord with the record-name strategy
   */
  public OutputWriter(AvroCodec byTopic, AvroCodec byRecord, TopicNames topics) {
    this.byTopic = byTopic;
    this.byRecord = byRecord;
    this.topics = topics;
  }

  /** Where a transition's records are sent and how they are traced. */
  public record Route(int partition, Optional<String> traceParent) {}

  /** Writes a command. */
  public OutboundRecord command(SagaIdentity identity, SagaEffect.SendCommand send, Route route) {
    CommandId command = send.commandId();
    Map<String, String> headers = identityHeaders(identity);
    headers.put(SagaHeaders.STEP, command.key().step().value());
    headers.put(SagaHeaders.ACTION, command.key().action().headerValue());
    headers.put(SagaHeaders.ATTEMPT, Integer.toString(command.attempt()));
    headers.put(SagaHeaders.COMMAND_ID, command.toString());
    headers.put(SagaHeaders.DEDUPLICATION_KEY, command.key().toString());
    headers.put(SagaHeaders.REPLY_TO, topics.replies());
    headers.put(SagaHeaders.REPLY_PARTITION, Integer.toString(route.partition()));
    headers.put(SagaHeaders.DEADLINE, Long.toString(send.deadlineAtMs()));
    headers.put(SagaHeaders.FENCE_UNTIL, Long.toString(send.fenceUntilMs()));
    send.undo().ifPresent(undo -> addUndo(headers, undo));
    route.traceParent().ifPresent(trace -> headers.put(SagaHeaders.TRACE_PARENT, trace));
    return new OutboundRecord(
        topics.commands(send.participant()),
        OptionalInt.empty(),
        key(identity.id()),
        send.payload(),
        headers);
  }

  private static void addUndo(Map<String, String> headers, SagaEffect.Undo undo) {
    headers.put(SagaHeaders.UNDOES, undo.undoes().toString());
    headers.put(
        SagaHeaders.EXECUTE_OUTCOME,
        undo.executeSucceeded() ? SagaHeaders.EXECUTE_SUCCEEDED : SagaHeaders.EXECUTE_UNKNOWN);
  }

  private static Map<String, String> identityHeaders(SagaIdentity identity) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(SagaHeaders.SAGA_ID, identity.id().value());
    headers.put(SagaHeaders.RUN, identity.run().value());
    headers.put(SagaHeaders.TYPE, identity.type().value());
    headers.put(SagaHeaders.VERSION, Integer.toString(identity.version()));
    return headers;
  }

  /** What the journal keeps of a command. */
  public static SentCommand remembered(SagaEffect.SendCommand send, OutboundRecord record) {
    return new SentCommand(
        record.topic(),
        send.commandId().toString(),
        send.commandId().key().toString(),
        Digest.sha256(record.value().array()));
  }

  /** Writes an entry of the journal. */
  public OutboundRecord journal(SagaId id, JournalCodec.Encoded entry, Route route) {
    return new OutboundRecord(
        topics.journal(),
        OptionalInt.of(route.partition()),
        key(id),
        entry.value(),
        Map.of(SagaHeaders.SAGA_ID, id.value()));
  }

  /**
   * Writes an outcome.
   *
   * @param state the saga after its last transition, chained
   * @param cause of that transition
   */
  public OutboundRecord outcome(
      SagaState state, SagaEffect.PublishOutcome effect, Cause cause, Route route) {
    SagaOutcome outcome = new SagaOutcome();
    outcome.setSagaId(state.identity().id().value());
    outcome.setRun(state.identity().run().value());
    outcome.setType(state.identity().type().value());
    outcome.setVersion(state.identity().version());
    outcome.setOutcome(AvroEnums.outcome(effect.outcome()));
    outcome.setReasonCode(effect.reason().map(UnwindReason::code).orElse(null));
    outcome.setReasonMessage(effect.reason().map(UnwindReason::message).orElse(null));
    outcome.setFailedStep(EventWriter.optional(effect.reason().flatMap(UnwindReason::step)));
    outcome.setStartedAt(Instant.ofEpochMilli(state.startedAtMs()));
    outcome.setEndedAt(Instant.ofEpochMilli(state.updatedAtMs()));
    outcome.setRevision(state.chain().revision());
    outcome.setHash(EventWriter.hash(state.chain().hash()));
    outcome.setData(ByteBuffer.wrap(effect.data().array()));
    boolean byHand = effect.outcome() == SagaStatus.ENDED_BY_OPERATOR;
    outcome.setActor(byHand ? cause.actor().orElse(null) : null);
    outcome.setEffectsLeft(EventWriter.names(effect.effectsLeft()));
    outcome.setStepsSkipped(EventWriter.names(effect.skipped()));
    return outcome(state.identity().id(), outcome, route);
  }

  /** Why a request never became a saga. */
  public record Refusal(SagaId id, String type, String code, String message, long atMs) {}

  /** Writes the outcome of a request that was refused and whose id no saga has (R2). */
  public OutboundRecord refused(Refusal refusal, Route route) {
    SagaOutcome outcome = new SagaOutcome();
    outcome.setSagaId(refusal.id().value());
    outcome.setRun("");
    outcome.setType(refusal.type());
    outcome.setVersion(0);
    outcome.setOutcome(OutcomeKind.REFUSED);
    outcome.setReasonCode(refusal.code());
    outcome.setReasonMessage(refusal.message());
    outcome.setStartedAt(Instant.ofEpochMilli(refusal.atMs()));
    outcome.setEndedAt(Instant.ofEpochMilli(refusal.atMs()));
    outcome.setRevision(0);
    outcome.setHash(EventWriter.hash(Digest.ZERO));
    outcome.setEffectsLeft(List.of());
    outcome.setStepsSkipped(List.of());
    return outcome(refusal.id(), outcome, route);
  }

  private OutboundRecord outcome(SagaId id, SagaOutcome outcome, Route route) {
    return new OutboundRecord(
        topics.outcomes(),
        OptionalInt.of(route.partition()),
        key(id),
        Bytes.of(byTopic.encode(topics.outcomes(), outcome)),
        Map.of(SagaHeaders.SAGA_ID, id.value()));
  }

  /** The result of a request, in one word. */
  public enum Verdict {
    /** A new run began. */
    ACCEPTED,
    /** The id is known with the same payload. */
    DUPLICATE,
    /** The id is known with another payload. */
    CONFLICT,
    /** The request does not fit. */
    REFUSED
  }

  /**
   * The result of a request.
   *
   * @param state the saga that has the id now
   * @param reason a code and a message
   */
  public record Answer(
      SagaId id,
      Verdict verdict,
      Optional<SagaState> state,
      Optional<Map.Entry<String, String>> reason) {}

  /**
   * Writes the answer to a request.
   *
   * @param topic where the request wants it
   */
  public OutboundRecord answer(String topic, Optional<String> requestId, Answer answer) {
    SagaStartAnswer record = new SagaStartAnswer();
    record.setSagaId(answer.id().value());
    record.setRequestId(requestId.orElse(null));
    record.setVerdict(AvroEnums.toAvro(answer.verdict()));
    record.setRun(answer.state().map(state -> state.identity().run().value()).orElse(null));
    record.setStatus(answer.state().map(state -> state.status().name()).orElse(null));
    record.setReasonCode(answer.reason().map(Map.Entry::getKey).orElse(null));
    record.setReasonMessage(answer.reason().map(Map.Entry::getValue).orElse(null));
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(SagaHeaders.SAGA_ID, answer.id().value());
    requestId.ifPresent(id -> headers.put(SagaHeaders.REQUEST_ID, id));
    return new OutboundRecord(
        topic,
        OptionalInt.empty(),
        key(answer.id()),
        Bytes.of(byRecord.encode(topic, record)),
        headers);
  }

  private static Bytes key(SagaId id) {
    return Bytes.of(id.value().getBytes(StandardCharsets.UTF_8));
  }
}
