package dev.sagas.dev.checker;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.StepName;
import dev.sagas.schema.NothingToUndo;
import dev.sagas.schema.SagaCheckpoint;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.schema.SagaStartAnswer;
import dev.sagas.schema.SagaTransition;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** Writes one run of a saga into a history as the documents say that it is written. */
final class SagaWriter {
  private static final Schema TRANSITION = SagaTransition.getClassSchema();
  private static final byte[] NO_HASH = new byte[32];
  private static final Map<String, String> NO_HEADERS = Map.of();

  private final HistoryDraft draft;
  private final SagaId id;
  private final RunId run;
  private final List<GenericRecord> events = new ArrayList<>();
  private final List<Map<String, Object>> commands = new ArrayList<>();
  private final Map<StepName, Integer> epochs = new HashMap<>();
  private String status = "RUNNING";
  private long revision;
  private long sequence;
  private byte[] previousHash = NO_HASH;
  private byte[] hash = NO_HASH;
  private long updatedAt;

  SagaWriter(HistoryDraft draft, String id, int number) {
    this.draft = draft;
    this.id = new SagaId(id);
    this.run = new RunId(HexFormat.of().toHexDigits(number, 12));
  }

  String id() {
    return id.toString();
  }

  void request() {
    draft.append(
        HistoryTopic.REQUESTS,
        id(),
        Map.of(SagaHeaders.SAGA_ID, id(), SagaHeaders.TYPE, "order"),
        Optional.of(RecordValue.of(new byte[] {0, 0, 0, 0, 9, 1})));
  }

  SagaWriter start() {
    request();
    event("SagaStarted", Map.of("dataType", "shop.Order", "payloadDigest", NO_HASH));
    commit();
    draft.append(
        HistoryTopic.ANSWERS,
        id(),
        NO_HEADERS,
        AvroMaker.make(
            SagaStartAnswer.getClassSchema(),
            Map.of("sagaId", id(), "verdict", "ACCEPTED", "run", run.toString())));
    return this;
  }

  DeduplicationKey key(String step, Action action) {
    StepName name = new StepName(step);
    return new DeduplicationKey(id, run, name, action, epochs.getOrDefault(name, 1));
  }

  /** Sends attempts; all but the last time out. */
  SagaWriter send(String step, Action action, int attempts) {
    for (int attempt = 1; attempt <= attempts; attempt++) {
      if (attempt > 1) {
        timeOut(step, action, attempt - 1);
      }
      sendAttempt(step, action, attempt);
    }
    return this;
  }

  private void sendAttempt(String step, Action action, int attempt) {
    CommandId command = new CommandId(key(step, action), attempt);
    event(
        "CommandIssued",
        Map.of(
            "step",
            step,
            "action",
            action.name(),
            "epoch",
            command.key().epoch(),
            "attempt",
            attempt,
            "participant",
            "shop",
            "dueAt",
            draft.now() + 1_000));
    commands.add(
        Map.of(
            "topic",
            "shop.commands",
            "commandId",
            command.toString(),
            "deduplicationKey",
            command.key().toString(),
            "digest",
            NO_HASH));
    commit();
    command(command);
  }

  /** Writes the command alone. */
  void command(CommandId command) {
    Map<String, String> headers = new HashMap<>();
    headers.put(SagaHeaders.COMMAND_ID, command.toString());
    headers.put(SagaHeaders.DEDUPLICATION_KEY, command.key().toString());
    if (command.key().action() == Action.COMPENSATE) {
      headers.put(SagaHeaders.UNDOES, command.key().forAction(Action.EXECUTE).toString());
    }
    draft.append(HistoryTopic.COMMANDS, id(), headers, Optional.of(RecordValue.of(new byte[6])));
  }

  SagaWriter effect(String step, Action action) {
    draft.effect(key(step, action));
    return this;
  }

  private void timeOut(String step, Action action, int attempt) {
    event(
        "AttemptFailed",
        Map.of(
            "step",
            step,
            "action",
            action.name(),
            "attempt",
            attempt,
            "code",
            "TIMED_OUT",
            "message",
            "no answer"));
    commit();
  }

  SagaWriter succeed(String step) {
    event("StepSucceeded", Map.of("step", step, "sequence", ++sequence));
    return commit();
  }

  /** Sends, takes effect and succeeds. */
  SagaWriter execute(String step) {
    return send(step, Action.EXECUTE, 1).effect(step, Action.EXECUTE).succeed(step);
  }

  SagaWriter reject(String step) {
    event("StepRejected", Map.of("step", step, "code", "NO", "message", "no"));
    return turnBack(step);
  }

  SagaWriter becomeUnknown(String step) {
    timeOut(step, Action.EXECUTE, 1);
    event("StepOutcomeUnknown", Map.of("step", step, "sequence", ++sequence));
    return turnBack(step);
  }

  private SagaWriter turnBack(String step) {
    event("UnwindStarted", Map.of("step", step, "code", "NO", "message", "no"));
    status = "COMPENSATING";
    return commit();
  }

  SagaWriter turnBackByOperator(String operationId) {
    event(
        "OperationApplied",
        Map.of("operationId", operationId, "kind", "CANCEL", "actor", "ann", "reason", "late"));
    event("UnwindStarted", Map.of("code", "CANCELLED", "message", "late"));
    status = "COMPENSATING";
    draft.acknowledged.add(new AcknowledgedAction(id, operationId));
    return commit();
  }

  /** Sends the undo, undoes and records it. */
  SagaWriter undo(String step) {
    return send(step, Action.COMPENSATE, 1).effect(step, Action.COMPENSATE).recordUndo(step);
  }

  SagaWriter recordUndo(String step) {
    event("StepCompensated", Map.of("step", step));
    return commit();
  }

  /** The participant has nothing to undo, and refuses the execute from now on. */
  SagaWriter undoNothing(String step) {
    send(step, Action.COMPENSATE, 1);
    draft.append(
        HistoryTopic.REPLIES,
        id(),
        NO_HEADERS,
        AvroMaker.make(
            NothingToUndo.getClassSchema(),
            Map.of(
                "executeKey", key(step, Action.EXECUTE).toString(), "reason", "NEVER_EXECUTED")));
    return recordUndo(step);
  }

  /** Undone, the step will be executed under its next epoch. */
  SagaWriter raiseEpoch(String step) {
    epochs.merge(new StepName(step), 2, (epoch, two) -> epoch + 1);
    return this;
  }

  SagaWriter end(String outcome) {
    event("SagaEnded", Map.of("outcome", outcome, "forgetAt", draft.now() + 1_000));
    status = outcome;
    commit();
    outcome(outcome);
    return this;
  }

  void outcome(String kind) {
    draft.append(
        HistoryTopic.OUTCOMES,
        id(),
        NO_HEADERS,
        AvroMaker.make(
            SagaOutcome.getClassSchema(),
            Map.of(
                "sagaId",
                id(),
                "run",
                run.toString(),
                "type",
                "order",
                "version",
                1,
                "outcome",
                kind,
                "startedAt",
                updatedAt,
                "endedAt",
                updatedAt,
                "revision",
                revision,
                "hash",
                hash)));
  }

  SagaWriter event(String name, Map<String, ?> fields) {
    events.add(AvroMaker.make(AvroMaker.event(TRANSITION, name), fields));
    return this;
  }

  /** Writes the pending events and commands as one transition, and its checkpoint. */
  SagaWriter commit() {
    previousHash = hash;
    revision++;
    updatedAt = draft.now();
    hash = journal("TRANSITION");
    checkpoint();
    return this;
  }

  /** Writes a note: the input changed nothing. */
  SagaWriter note() {
    byte[] before = previousHash;
    previousHash = hash;
    journal("NOTE");
    previousHash = before;
    return this;
  }

  /** Writes a second transition of the newest revision, as an instance would that was replaced. */
  SagaWriter fork() {
    journal("TRANSITION");
    return this;
  }

  private byte[] journal(String kind) {
    Map<String, Object> fields = new HashMap<>();
    fields.putAll(Map.of("sagaId", id(), "run", run.toString(), "type", "order", "version", 1));
    fields.putAll(Map.of("kind", kind, "revision", revision, "at", draft.now(), "status", status));
    fields.putAll(Map.of("cause", Map.of("kind", "REPLY"), "events", List.copyOf(events)));
    fields.putAll(Map.of("commands", List.copyOf(commands), "previousHash", previousHash));
    fields.put("hash", NO_HASH);
    byte[] avro = AvroMaker.encode(AvroMaker.make(TRANSITION, fields));
    byte[] own = sha256(Arrays.copyOf(avro, avro.length - 32));
    System.arraycopy(own, 0, avro, avro.length - 32, 32);
    events.clear();
    commands.clear();
    draft.append(HistoryTopic.JOURNAL, id(), NO_HEADERS, Optional.of(draft.transition(avro)));
    return own;
  }

  private void checkpoint() {
    draft.append(
        HistoryTopic.CHECKPOINTS, id(), NO_HEADERS, Optional.of(RecordValue.of(checkpointBytes())));
  }

  byte[] checkpointBytes() {
    Map<String, Object> fields = new HashMap<>();
    fields.putAll(Map.of("sagaId", id(), "run", run.toString(), "type", "order", "version", 1));
    fields.putAll(Map.of("revision", revision, "hash", hash, "status", status, "startedAt", 0L));
    fields.putAll(Map.of("updatedAt", updatedAt, "payloadDigest", NO_HASH, "steps", List.of()));
    fields.putAll(Map.of("dataType", "shop.Order", "data", ByteBuffer.allocate(0)));
    fields.putAll(Map.of("lastSequence", sequence, "control", Map.of()));
    byte[] avro = AvroMaker.encode(AvroMaker.make(SagaCheckpoint.getClassSchema(), fields));
    byte[] bytes = new byte[33 + avro.length];
    bytes[0] = 1;
    System.arraycopy(sha256(avro), 0, bytes, 1, 32);
    System.arraycopy(avro, 0, bytes, 33, avro.length);
    return bytes;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
