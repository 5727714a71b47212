package dev.sagas.engine.core;

import dev.sagas.engine.core.SagaEvent.SkipCause;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What each event about steps, signals and incidents changes. */
final class EventFold extends ControlFold {
  EventFold(SagaState state, long nowMs) {
    super(state, nowMs);
  }

  @Override
  public StateChange started(SagaEvent.Started event) {
    throw new IllegalStateException("A run starts once: saga " + state().identity().id());
  }

  @Override
  public StateChange commandIssued(SagaEvent.CommandIssued event) {
    StateChange change =
        change()
            .step(
                event.action() == Action.EXECUTE
                    ? executing(stepOrNew(event.step()), event)
                    : compensating(step(event.step()), event));
    return event.pivot() ? change.control(state().control().pivot(true)) : change;
  }

  private StepState executing(StepState step, SagaEvent.CommandIssued event) {
    StepState.Attempts attempts = step.attempts();
    OptionalLong deadlineAtMs =
        event.deadlineAtMs().isPresent() ? event.deadlineAtMs() : step.timer().deadlineAtMs();
    return step.to(StepStatus.EXECUTING, nowMs())
        .with(
            new StepState.Attempts(
                event.epoch(),
                OptionalInt.empty(),
                event.attempt(),
                event.epoch() == attempts.epoch() ? attempts.spentBefore() : 0))
        .with(new StepState.Timer(OptionalLong.of(event.dueAtMs()), false, deadlineAtMs))
        .known(false, Optional.empty())
        .about(event.participant());
  }

  private StepState compensating(StepState step, SagaEvent.CommandIssued event) {
    StepState.Attempts attempts = step.attempts();
    if (attempts.attempt() == 0) {
      throw new IllegalStateException(
          "Expected step " + event.step() + " to have been executed before it is undone");
    }
    OptionalInt epoch = OptionalInt.of(event.epoch());
    int spentBefore = epoch.equals(attempts.undoEpoch()) ? attempts.spentBefore() : 0;
    return step.to(StepStatus.COMPENSATING, nowMs())
        .with(new StepState.Attempts(attempts.epoch(), epoch, event.attempt(), spentBefore))
        .dueAt(event.dueAtMs())
        .about(event.participant());
  }

  @Override
  public StateChange stepSucceeded(SagaEvent.StepSucceeded event) {
    StepState step =
        stepOrNew(event.step()).to(StepStatus.SUCCEEDED, nowMs()).known(true, event.reply());
    return sequenced(step, event.sequence());
  }

  @Override
  public StateChange stepRejected(SagaEvent.StepRejected event) {
    return change().step(stepOrNew(event.step()).to(StepStatus.REJECTED, nowMs()));
  }

  @Override
  public StateChange attemptFailed(SagaEvent.AttemptFailed event) {
    return change().step(step(event.step()).withNothingDue());
  }

  @Override
  public StateChange retryScheduled(SagaEvent.RetryScheduled event) {
    StepStatus waiting =
        event.action() == Action.EXECUTE
            ? StepStatus.EXECUTE_BACKOFF
            : StepStatus.COMPENSATE_BACKOFF;
    return change().step(step(event.step()).to(waiting, nowMs()).dueAt(event.retryAtMs()));
  }

  @Override
  public StateChange outcomeUnknown(SagaEvent.OutcomeUnknown event) {
    StepState step = step(event.step()).to(StepStatus.OUTCOME_UNKNOWN, nowMs());
    return sequenced(step, event.sequence());
  }

  @Override
  public StateChange lateSuccess(SagaEvent.LateSuccess event) {
    return change().step(step(event.step()).known(true, event.reply()));
  }

  @Override
  public StateChange dataChanged(SagaEvent.DataChanged event) {
    return change().data(event.data());
  }

  @Override
  public StateChange stepCompensated(SagaEvent.StepCompensated event) {
    return change().step(step(event.step()).to(StepStatus.COMPENSATED, nowMs()));
  }

  @Override
  public StateChange compensationGivenUp(SagaEvent.CompensationGivenUp event) {
    return change().step(step(event.step()).to(StepStatus.COMPENSATION_GIVEN_UP, nowMs()));
  }

  @Override
  public StateChange incidentRaised(SagaEvent.IncidentRaised event) {
    List<Incident> incidents = new ArrayList<>(state().incidents());
    incidents.add(
        new Incident(
            event.id(),
            event.step(),
            event.code().name(),
            event.message(),
            nowMs(),
            state().chain().revision() + 1));
    StateChange change = change().incidents(incidents);
    // Nothing is due for the step any more: it waits for an operator or for a late answer.
    event.step().flatMap(state()::step).ifPresent(step -> change.step(step.withNothingDue()));
    return change;
  }

  @Override
  public StateChange incidentResolved(SagaEvent.IncidentResolved event) {
    return change()
        .incidents(
            state().incidents().stream().filter(open -> !open.id().equals(event.id())).toList());
  }

  @Override
  public StateChange ended(SagaEvent.Ended event) {
    return change().status(event.outcome()).tombstone(event.forgetAtMs());
  }

  @Override
  public StateChange stepSkipped(SagaEvent.StepSkipped event) {
    StepState step = stepOrNew(event.step()).to(StepStatus.SKIPPED, nowMs());
    StateChange change =
        event.sequence().isPresent()
            ? sequenced(step, event.sequence().getAsLong())
            : change().step(step.sequenced(OptionalLong.empty()));
    return event.cause() == SkipCause.OPERATOR
        ? change.control(state().control().skipping(event.step()))
        : change;
  }

  @Override
  public StateChange stepBlocked(SagaEvent.StepBlocked event) {
    return change().step(stepOrNew(event.step()).to(StepStatus.PENDING, nowMs()));
  }

  @Override
  public StateChange stepAbandoned(SagaEvent.StepAbandoned event) {
    return change().step(step(event.step()).to(StepStatus.ABANDONED, nowMs()));
  }

  @Override
  public StateChange sleepBegun(SagaEvent.SleepBegun event) {
    StepState step = stepOrNew(event.step()).to(StepStatus.SLEEPING, nowMs());
    return change()
        .step(step.with(step.timer().due(OptionalLong.of(event.dueAtMs()), event.absolute())));
  }

  @Override
  public StateChange waitBegun(SagaEvent.WaitBegun event) {
    StepState step = stepOrNew(event.step()).to(StepStatus.WAITING, nowMs());
    return change().step(step.dueAt(event.dueAtMs()).about(event.signal().value()));
  }

  @Override
  public StateChange signalBuffered(SagaEvent.SignalBuffered event) {
    List<BufferedSignal> signals = new ArrayList<>(state().signals());
    signals.add(event.signal());
    return change().signals(signals);
  }

  @Override
  public StateChange signalTaken(SagaEvent.SignalTaken event) {
    List<BufferedSignal> signals = new ArrayList<>(state().signals());
    for (int i = 0; i < signals.size(); i++) {
      if (signals.get(i).name().equals(event.signal())) {
        signals.remove(i);
        return change().signals(signals);
      }
    }
    throw new IllegalStateException("Expected an early signal " + event.signal());
  }

  private StateChange sequenced(StepState step, long sequence) {
    return change().step(step.sequenced(OptionalLong.of(sequence))).lastSequence(sequence);
  }

  private StepState stepOrNew(StepName name) {
    return state().step(name).orElseGet(() -> StepState.begun(name, nowMs()));
  }
}
