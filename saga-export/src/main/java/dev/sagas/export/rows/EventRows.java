package dev.sagas.export.rows;

import dev.sagas.engine.core.ControlEvent;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.SelectiveEventVisitor;
import dev.sagas.engine.core.StepState;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepName;
import java.util.Map;
import java.util.Optional;

/** Adds the rows of one event: attempts, incidents and operations. The result says nothing. */
final class EventRows extends SelectiveEventVisitor<Boolean> {
  private static final String TIMED_OUT = "TIMED_OUT";

  private final SagaState before;
  private final JournalEntry entry;
  private final RowBatch rows;

  /** Rows of an event of that entry, which meets that state. */
  EventRows(SagaState before, JournalEntry entry, RowBatch rows) {
    this.before = before;
    this.entry = entry;
    this.rows = rows;
  }

  @Override
  protected Boolean other(SagaEvent event) {
    return false;
  }

  private Map<String, Object> key() {
    return RunRows.key(before.identity());
  }

  /** How an attempt ended. */
  private enum Answer {
    SUCCEEDED,
    REJECTED,
    FAILED,
    TIMED_OUT
  }

  /** Which attempt it is. */
  private record AttemptKey(StepName step, Action action, int epoch, int attempt) {}

  /** The newest attempt of a step. */
  private Optional<AttemptKey> newest(StepName step, Action action) {
    return before
        .step(step)
        .filter(met -> met.attempt() > 0)
        .map(met -> new AttemptKey(step, action, epoch(met, action), met.attempt()));
  }

  private static int epoch(StepState step, Action action) {
    return switch (action) {
      case EXECUTE -> step.epoch();
      case COMPENSATE -> step.attempts().undoEpoch().orElse(step.epoch());
    };
  }

  private boolean put(AttemptKey attempt, Map<String, Object> more) {
    Map<String, Object> values = key();
    values.put("step", attempt.step.value());
    values.put("action", attempt.action.toString());
    values.put("epoch", attempt.epoch);
    values.put("attempt", attempt.attempt);
    values.putAll(more);
    rows.put(ExportTable.ATTEMPTS, values);
    return true;
  }

  private boolean settled(AttemptKey attempt, Answer answer, Map<String, Object> more) {
    put(attempt, Map.of("settled_at", entry.atMs(), "answer", answer.toString()));
    return more.isEmpty() || put(attempt, more);
  }

  private static Map<String, Object> failure(String code, String message) {
    return Map.of("code", code, "message", message);
  }

  @Override
  public Boolean commandIssued(SagaEvent.CommandIssued event) {
    return put(
        new AttemptKey(event.step(), event.action(), event.epoch(), event.attempt()),
        Map.of(
            "participant",
            event.participant(),
            "sent_at",
            entry.atMs(),
            "due_at",
            event.dueAtMs()));
  }

  @Override
  public Boolean stepSucceeded(SagaEvent.StepSucceeded event) {
    return newest(event.step(), Action.EXECUTE)
        .map(attempt -> settled(attempt, Answer.SUCCEEDED, Map.of()))
        .orElse(false);
  }

  @Override
  public Boolean lateSuccess(SagaEvent.LateSuccess event) {
    return newest(event.step(), Action.EXECUTE)
        .map(attempt -> settled(attempt, Answer.SUCCEEDED, Map.of()))
        .orElse(false);
  }

  @Override
  public Boolean stepRejected(SagaEvent.StepRejected event) {
    return newest(event.step(), Action.EXECUTE)
        .map(attempt -> settled(attempt, Answer.REJECTED, failure(event.code(), event.message())))
        .orElse(false);
  }

  @Override
  public Boolean attemptFailed(SagaEvent.AttemptFailed event) {
    Answer answer = event.code().equals(TIMED_OUT) ? Answer.TIMED_OUT : Answer.FAILED;
    return before
        .step(event.step())
        .map(
            step ->
                new AttemptKey(
                    event.step(), event.action(), epoch(step, event.action()), event.attempt()))
        .map(attempt -> settled(attempt, answer, failure(event.code(), event.message())))
        .orElse(false);
  }

  @Override
  public Boolean stepCompensated(SagaEvent.StepCompensated event) {
    return newest(event.step(), Action.COMPENSATE)
        .filter(attempt -> event.commanded())
        .map(attempt -> settled(attempt, Answer.SUCCEEDED, Map.of()))
        .orElse(false);
  }

  @Override
  public Boolean compensationGivenUp(SagaEvent.CompensationGivenUp event) {
    return newest(event.step(), Action.COMPENSATE)
        .map(attempt -> settled(attempt, Answer.REJECTED, failure(event.code(), event.message())))
        .orElse(false);
  }

  @Override
  public Boolean incidentRaised(SagaEvent.IncidentRaised event) {
    Map<String, Object> values = key();
    values.put("incident_id", event.id());
    event.step().ifPresent(step -> values.put("step", step.value()));
    values.put("code", event.code().toString());
    values.put("message", event.message());
    values.put("raised_at", entry.atMs());
    rows.put(ExportTable.INCIDENTS, values);
    return true;
  }

  @Override
  public Boolean incidentResolved(SagaEvent.IncidentResolved event) {
    Map<String, Object> values = key();
    values.put("incident_id", event.id());
    values.put("resolved_at", entry.atMs());
    values.put("resolution", event.how());
    rows.put(ExportTable.INCIDENTS, values);
    return true;
  }

  @Override
  public Boolean operationApplied(ControlEvent.OperationApplied event) {
    Map<String, Object> values = key();
    values.put("revision", entry.revision());
    values.put("operation_id", event.operationId());
    values.put("kind", event.kind().toString());
    values.put("actor", event.actor());
    values.put("reason", event.reason());
    values.put("applied_at", entry.atMs());
    rows.put(ExportTable.OPERATIONS, values);
    return true;
  }
}
