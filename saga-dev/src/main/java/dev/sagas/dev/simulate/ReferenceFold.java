package dev.sagas.dev.simulate;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaEvent.SkipCause;
import dev.sagas.engine.core.StepStatus;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import java.util.Optional;
import java.util.OptionalLong;

/** What the events about steps, signals and the end tell a {@link ReferenceModel}. */
final class ReferenceFold extends ReferenceControlFold {
  ReferenceFold(ReferenceModel reference, SimulatedDeployment deployment, long nowMs) {
    super(reference, deployment, nowMs);
  }

  @Override
  public ReferenceModel started(SagaEvent.Started event) {
    throw new InvariantBroken(Invariant.STATE_TRUE, "a run starts once");
  }

  @Override
  public ReferenceModel commandIssued(SagaEvent.CommandIssued event) {
    ReferenceStep step = step(event.step());
    ReferenceStep.Tried tried = new ReferenceStep.Tried(event.epoch(), event.attempt());
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
    step.dueAtMs = OptionalLong.of(event.dueAtMs());
    step.deadlineAtMs = event.deadlineAtMs().isPresent() ? event.deadlineAtMs() : step.deadlineAtMs;
    reference().pivotSent |= event.pivot();
    return reference();
  }

  @Override
  public ReferenceModel stepSucceeded(SagaEvent.StepSucceeded event) {
    ReferenceStep step = step(event.step());
    step.become(StepStatus.SUCCEEDED, nowMs());
    step.outcomeKnown = true;
    return sequenced(step, event.sequence());
  }

  @Override
  public ReferenceModel stepRejected(SagaEvent.StepRejected event) {
    ReferenceStep step = step(event.step());
    step.become(StepStatus.REJECTED, nowMs());
    step.epochClosed = true;
    return reference();
  }

  @Override
  public ReferenceModel attemptFailed(SagaEvent.AttemptFailed event) {
    step(event.step()).dueAtMs = OptionalLong.empty();
    return reference();
  }

  @Override
  public ReferenceModel retryScheduled(SagaEvent.RetryScheduled event) {
    ReferenceStep step = step(event.step());
    step.become(
        event.action() == Action.EXECUTE
            ? StepStatus.EXECUTE_BACKOFF
            : StepStatus.COMPENSATE_BACKOFF,
        nowMs());
    step.dueAtMs = OptionalLong.of(event.retryAtMs());
    return reference();
  }

  @Override
  public ReferenceModel outcomeUnknown(SagaEvent.OutcomeUnknown event) {
    ReferenceStep step = step(event.step());
    step.become(StepStatus.OUTCOME_UNKNOWN, nowMs());
    return sequenced(step, event.sequence());
  }

  @Override
  public ReferenceModel lateSuccess(SagaEvent.LateSuccess event) {
    step(event.step()).outcomeKnown = true;
    return reference();
  }

  @Override
  public ReferenceModel dataChanged(SagaEvent.DataChanged event) {
    reference().data = event.data();
    return reference();
  }

  @Override
  public ReferenceModel stepCompensated(SagaEvent.StepCompensated event) {
    ReferenceStep step = step(event.step());
    step.become(StepStatus.COMPENSATED, nowMs());
    step.epochClosed |= event.commanded();
    return reference();
  }

  @Override
  public ReferenceModel compensationGivenUp(SagaEvent.CompensationGivenUp event) {
    step(event.step()).become(StepStatus.COMPENSATION_GIVEN_UP, nowMs());
    return reference();
  }

  @Override
  public ReferenceModel incidentRaised(SagaEvent.IncidentRaised event) {
    if (reference().incidents.put(event.id(), event.step()) != null) {
      throw new InvariantBroken(Invariant.STATE_TRUE, "two incidents have the id " + event.id());
    }
    event
        .step()
        .map(this::step)
        .ifPresent(
            step -> {
              step.incident = Optional.of(event.code());
              step.dueAtMs = OptionalLong.empty();
            });
    return reference();
  }

  @Override
  public ReferenceModel incidentResolved(SagaEvent.IncidentResolved event) {
    Optional<StepName> about = reference().incidents.remove(event.id());
    if (about == null) {
      throw new InvariantBroken(Invariant.STATE_TRUE, "no incident has the id " + event.id());
    }
    about.map(this::step).ifPresent(step -> step.incident = Optional.empty());
    return reference();
  }

  @Override
  public ReferenceModel ended(SagaEvent.Ended event) {
    reference().status = event.outcome();
    reference().forgetAtMs = OptionalLong.of(event.forgetAtMs());
    return reference();
  }

  @Override
  public ReferenceModel stepSkipped(SagaEvent.StepSkipped event) {
    ReferenceStep step = step(event.step());
    step.become(StepStatus.SKIPPED, nowMs());
    if (event.cause() == SkipCause.OPERATOR) {
      reference().skipped.add(event.step());
    }
    step.sequence = OptionalLong.empty();
    return event.sequence().isPresent()
        ? sequenced(step, event.sequence().getAsLong())
        : reference();
  }

  @Override
  public ReferenceModel stepBlocked(SagaEvent.StepBlocked event) {
    step(event.step()).become(StepStatus.PENDING, nowMs());
    return reference();
  }

  @Override
  public ReferenceModel stepAbandoned(SagaEvent.StepAbandoned event) {
    step(event.step()).become(StepStatus.ABANDONED, nowMs());
    return reference();
  }

  @Override
  public ReferenceModel sleepBegun(SagaEvent.SleepBegun event) {
    ReferenceStep step = step(event.step());
    step.become(StepStatus.SLEEPING, nowMs());
    step.dueAtMs = OptionalLong.of(event.dueAtMs());
    step.absolute = event.absolute();
    return reference();
  }

  @Override
  public ReferenceModel waitBegun(SagaEvent.WaitBegun event) {
    ReferenceStep step = step(event.step());
    step.become(StepStatus.WAITING, nowMs());
    step.dueAtMs = event.dueAtMs();
    return reference();
  }

  @Override
  public ReferenceModel signalBuffered(SagaEvent.SignalBuffered event) {
    reference().signals.add(event.signal());
    return reference();
  }

  @Override
  public ReferenceModel signalTaken(SagaEvent.SignalTaken event) {
    for (int i = 0; i < reference().signals.size(); i++) {
      if (reference().signals.get(i).name().equals(event.signal())) {
        reference().signals.remove(i);
        return reference();
      }
    }
    throw new InvariantBroken(Invariant.SIGNALS, "signal " + event.signal() + " was not kept");
  }

  private ReferenceModel sequenced(ReferenceStep step, long sequence) {
    InvariantBroken.unless(
        sequence == reference().lastSequence + 1,
        Invariant.STATE_TRUE,
        () -> "sequence " + sequence + " follows " + reference().lastSequence);
    step.sequence = OptionalLong.of(sequence);
    reference().lastSequence = sequence;
    return reference();
  }

  /** True while the saga goes forward or backward. */
  static boolean isLive(ReferenceModel reference) {
    return reference.status == SagaStatus.RUNNING
        || reference.status == SagaStatus.STOPPING
        || reference.status == SagaStatus.COMPENSATING;
  }
}
