package dev.sagas.orchestrator.metrics;

import dev.sagas.engine.core.Incident;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.SelectiveEventVisitor;
import dev.sagas.engine.core.StepState;
import dev.sagas.engine.core.StepStatus;
import dev.sagas.engine.core.UnwindReason;
import dev.sagas.orchestrator.streams.SagaChange;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import java.util.Optional;

/** Notes what the events of one transition count, by what the saga's state was before. */
final class TransitionMetrics extends SelectiveEventVisitor<TransitionMetrics> {
  private static final String NONE = "none";
  private static final String UNKNOWN = "unknown";

  private final MeterNotes notes;
  private final BoundedValues codes;
  private final SagaChange.Written change;
  private final SagaType type;
  private Optional<UnwindReason> unwind;
  private boolean starts;
  private boolean sends;
  private boolean concludes;
  private boolean replied;

  TransitionMetrics(MeterNotes notes, BoundedValues codes, SagaChange.Written change) {
    this.notes = notes;
    this.codes = codes;
    this.change = change;
    this.type = change.after().identity().type();
    this.unwind = change.before().flatMap(SagaState::unwind);
  }

  @Override
  protected TransitionMetrics other(SagaEvent event) {
    return this;
  }

  /** True if the saga was started. */
  boolean hasStarted() {
    return starts;
  }

  /** True if a step was over, and the next command was sent. */
  boolean hasContinued() {
    return concludes && sends;
  }

  private TransitionMetrics count(EngineMeter meter, Labels labels) {
    notes.count(meter, labels);
    return this;
  }

  private int version() {
    return change.after().identity().version();
  }

  @Override
  public TransitionMetrics started(SagaEvent.Started event) {
    starts = true;
    return count(EngineMeter.STARTED, Labels.of(type, version()));
  }

  @Override
  public TransitionMetrics ended(SagaEvent.Ended event) {
    SagaState ended = change.after();
    notes.time(
        EngineMeter.DURATION,
        Labels.of(type, event.outcome()),
        ended.updatedAtMs() - ended.startedAtMs());
    String cause = unwind.map(UnwindReason::code).map(codes::of).orElse(NONE);
    return count(EngineMeter.ENDED, Labels.of(type, version(), event.outcome(), cause));
  }

  @Override
  public TransitionMetrics unwindStarted(SagaEvent.UnwindStarted event) {
    UnwindReason reason = event.reason();
    unwind = Optional.of(reason);
    Object step = reason.step().isPresent() ? reason.step().get() : NONE;
    return count(EngineMeter.UNWINDS, Labels.of(type, step, codes.of(reason.code())));
  }

  @Override
  public TransitionMetrics commandIssued(SagaEvent.CommandIssued event) {
    sends = true;
    return count(
        EngineMeter.ATTEMPTS, Labels.of(type, event.step(), event.participant(), event.action()));
  }

  @Override
  public TransitionMetrics retryScheduled(SagaEvent.RetryScheduled event) {
    return count(EngineMeter.RETRIES, Labels.of(type, event.step(), event.action()));
  }

  @Override
  public TransitionMetrics stepSucceeded(SagaEvent.StepSucceeded event) {
    concludes = true;
    return replied(event.step(), Action.EXECUTE);
  }

  @Override
  public TransitionMetrics stepRejected(SagaEvent.StepRejected event) {
    replied(event.step(), Action.EXECUTE);
    return count(EngineMeter.REJECTIONS, Labels.of(type, event.step(), codes.of(event.code())));
  }

  @Override
  public TransitionMetrics attemptFailed(SagaEvent.AttemptFailed event) {
    replied(event.step(), event.action());
    return count(
        EngineMeter.FAILURES,
        Labels.of(type, event.step(), event.action(), codes.of(event.code())));
  }

  @Override
  public TransitionMetrics outcomeUnknown(SagaEvent.OutcomeUnknown event) {
    return count(EngineMeter.UNKNOWN_OUTCOMES, Labels.of(type, event.step()));
  }

  @Override
  public TransitionMetrics stepCompensated(SagaEvent.StepCompensated event) {
    concludes = true;
    replied(event.step(), Action.COMPENSATE);
    return count(EngineMeter.COMPENSATED_STEPS, Labels.of(type, event.step()));
  }

  @Override
  public TransitionMetrics compensationGivenUp(SagaEvent.CompensationGivenUp event) {
    return replied(event.step(), Action.COMPENSATE);
  }

  @Override
  public TransitionMetrics incidentRaised(SagaEvent.IncidentRaised event) {
    return count(EngineMeter.INCIDENTS_RAISED, Labels.of(type, event.code().name()));
  }

  @Override
  public TransitionMetrics incidentResolved(SagaEvent.IncidentResolved event) {
    String code =
        change.before().map(SagaState::incidents).stream()
            .flatMap(open -> open.stream())
            .filter(open -> open.id().equals(event.id()))
            .map(Incident::code)
            .findFirst()
            .orElse(UNKNOWN);
    return count(EngineMeter.INCIDENTS_RESOLVED, Labels.of(type, code));
  }

  /** Times the reply, once, if it is the one to the attempt that was in flight. */
  private TransitionMetrics replied(StepName step, Action action) {
    Optional<StepState> asked = change.before().flatMap(state -> state.step(step));
    StepStatus inFlight = action == Action.EXECUTE ? StepStatus.EXECUTING : StepStatus.COMPENSATING;
    if (!replied
        && change.input().isPresent()
        && asked.isPresent()
        && asked.get().status() == inFlight
        && asked.get().target().isPresent()) {
      replied = true;
      notes.time(
          EngineMeter.REPLY_TIME,
          Labels.of(type, step, asked.get().target().get(), action),
          change.after().updatedAtMs() - asked.get().sinceMs());
    }
    return this;
  }
}
