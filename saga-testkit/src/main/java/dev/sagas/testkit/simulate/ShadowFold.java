package dev.sagas.testkit.simulate;

import dev.sagas.orchestrator.core.SagaEvent;
import dev.sagas.orchestrator.core.SagaStatus;
import dev.sagas.orchestrator.core.SkipCause;
import dev.sagas.orchestrator.core.StepStatus;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepName;
import java.util.Optional;

/** What the events about steps, signals and the end tell a {@link Shadow}. */
final class ShadowFold extends ShadowControlFold {
  ShadowFold(Shadow shadow, Deployment deployment, long nowMs) {
    super(shadow, deployment, nowMs);
  }

  @Override
  public Shadow started(SagaEvent.Started event) {
    throw new InvariantBroken(Invariant.STATE_TRUE, "a run starts once");
  }

  @Override
  public Shadow commandIssued(SagaEvent.CommandIssued event) {
    ShadowStep step = step(event.step());
    ShadowStep.Tried tried = new ShadowStep.Tried(event.epoch(), event.attempt());
    boolean newEpoch = step.tried(event.action()).epoch() != event.epoch();
    boolean otherAction = !step.newest.equals(Optional.of(event.action()));
    step.spent = newEpoch || otherAction ? 1 : step.spent + 1;
    step.newest = Optional.of(event.action());
    if (event.action() == Action.EXECUTE) {
      step.become(StepStatus.EXECUTING, nowMs());
      step.executes = tried;
      step.epochClosed = false;
      step.outcomeKnown = false;
    } else {
      step.become(StepStatus.COMPENSATING, nowMs());
      step.undos = tried;
    }
    step.dueAtMs = event.dueAtMs();
    step.deadlineAtMs = event.deadlineAtMs() != 0 ? event.deadlineAtMs() : step.deadlineAtMs;
    shadow().pivotSent |= event.pivot();
    return shadow();
  }

  @Override
  public Shadow stepSucceeded(SagaEvent.StepSucceeded event) {
    ShadowStep step = step(event.step());
    step.become(StepStatus.SUCCEEDED, nowMs());
    step.outcomeKnown = true;
    return sequenced(step, event.sequence());
  }

  @Override
  public Shadow stepRejected(SagaEvent.StepRejected event) {
    ShadowStep step = step(event.step());
    step.become(StepStatus.REJECTED, nowMs());
    step.epochClosed = true;
    return shadow();
  }

  @Override
  public Shadow attemptFailed(SagaEvent.AttemptFailed event) {
    step(event.step()).dueAtMs = 0;
    return shadow();
  }

  @Override
  public Shadow retryScheduled(SagaEvent.RetryScheduled event) {
    ShadowStep step = step(event.step());
    step.become(
        event.action() == Action.EXECUTE
            ? StepStatus.EXECUTE_BACKOFF
            : StepStatus.COMPENSATE_BACKOFF,
        nowMs());
    step.dueAtMs = event.retryAtMs();
    return shadow();
  }

  @Override
  public Shadow outcomeUnknown(SagaEvent.OutcomeUnknown event) {
    ShadowStep step = step(event.step());
    step.become(StepStatus.OUTCOME_UNKNOWN, nowMs());
    return sequenced(step, event.sequence());
  }

  @Override
  public Shadow lateSuccess(SagaEvent.LateSuccess event) {
    step(event.step()).outcomeKnown = true;
    return shadow();
  }

  @Override
  public Shadow dataChanged(SagaEvent.DataChanged event) {
    shadow().data = event.data();
    return shadow();
  }

  @Override
  public Shadow stepCompensated(SagaEvent.StepCompensated event) {
    ShadowStep step = step(event.step());
    step.become(StepStatus.COMPENSATED, nowMs());
    step.epochClosed |= event.commanded();
    return shadow();
  }

  @Override
  public Shadow compensationGivenUp(SagaEvent.CompensationGivenUp event) {
    step(event.step()).become(StepStatus.COMPENSATION_GIVEN_UP, nowMs());
    return shadow();
  }

  @Override
  public Shadow incidentRaised(SagaEvent.IncidentRaised event) {
    if (shadow().incidents.put(event.id(), event.step()) != null) {
      throw new InvariantBroken(Invariant.STATE_TRUE, "two incidents have the id " + event.id());
    }
    event
        .step()
        .map(this::step)
        .ifPresent(
            step -> {
              step.incident = Optional.of(event.code());
              step.dueAtMs = 0;
            });
    return shadow();
  }

  @Override
  public Shadow incidentResolved(SagaEvent.IncidentResolved event) {
    Optional<StepName> about = shadow().incidents.remove(event.id());
    if (about == null) {
      throw new InvariantBroken(Invariant.STATE_TRUE, "no incident has the id " + event.id());
    }
    about.map(this::step).ifPresent(step -> step.incident = Optional.empty());
    return shadow();
  }

  @Override
  public Shadow ended(SagaEvent.Ended event) {
    shadow().status = event.outcome();
    shadow().forgetAtMs = event.forgetAtMs();
    return shadow();
  }

  @Override
  public Shadow stepSkipped(SagaEvent.StepSkipped event) {
    ShadowStep step = step(event.step());
    step.become(StepStatus.SKIPPED, nowMs());
    if (event.cause() == SkipCause.OPERATOR) {
      shadow().skipped.add(event.step());
    }
    step.sequence = 0;
    return event.sequence() == 0 ? shadow() : sequenced(step, event.sequence());
  }

  @Override
  public Shadow stepBlocked(SagaEvent.StepBlocked event) {
    step(event.step()).become(StepStatus.PENDING, nowMs());
    return shadow();
  }

  @Override
  public Shadow stepAbandoned(SagaEvent.StepAbandoned event) {
    step(event.step()).become(StepStatus.ABANDONED, nowMs());
    return shadow();
  }

  @Override
  public Shadow sleepBegun(SagaEvent.SleepBegun event) {
    ShadowStep step = step(event.step());
    step.become(StepStatus.SLEEPING, nowMs());
    step.dueAtMs = event.dueAtMs();
    step.absolute = event.absolute();
    return shadow();
  }

  @Override
  public Shadow waitBegun(SagaEvent.WaitBegun event) {
    ShadowStep step = step(event.step());
    step.become(StepStatus.WAITING, nowMs());
    step.dueAtMs = event.dueAtMs();
    return shadow();
  }

  @Override
  public Shadow signalBuffered(SagaEvent.SignalBuffered event) {
    shadow().signals.add(event.signal());
    return shadow();
  }

  @Override
  public Shadow signalTaken(SagaEvent.SignalTaken event) {
    for (int i = 0; i < shadow().signals.size(); i++) {
      if (shadow().signals.get(i).name().equals(event.signal())) {
        shadow().signals.remove(i);
        return shadow();
      }
    }
    throw new InvariantBroken(Invariant.SIGNALS, "signal " + event.signal() + " was not kept");
  }

  private Shadow sequenced(ShadowStep step, long sequence) {
    InvariantBroken.unless(
        sequence == shadow().lastSequence + 1,
        Invariant.STATE_TRUE,
        () -> "sequence " + sequence + " follows " + shadow().lastSequence);
    step.sequence = sequence;
    shadow().lastSequence = sequence;
    return shadow();
  }

  /** True while the saga goes forward or backward. */
  static boolean isLive(Shadow shadow) {
    return shadow.status == SagaStatus.RUNNING
        || shadow.status == SagaStatus.STOPPING
        || shadow.status == SagaStatus.COMPENSATING;
  }
}
