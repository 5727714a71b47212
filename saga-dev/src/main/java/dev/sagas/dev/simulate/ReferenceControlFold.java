package dev.sagas.dev.simulate;

import dev.sagas.engine.core.Control;
import dev.sagas.engine.core.ControlEvent;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.StepStatus;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import java.util.Optional;
import java.util.OptionalLong;

/** What the events that steer a saga tell a {@link ReferenceModel}. */
abstract class ReferenceControlFold implements SagaEvent.Visitor<ReferenceModel> {
  private final ReferenceModel reference;
  private final SimulatedDeployment deployment;
  private final long nowMs;

  ReferenceControlFold(ReferenceModel reference, SimulatedDeployment deployment, long nowMs) {
    this.reference = reference;
    this.deployment = deployment;
    this.nowMs = nowMs;
  }

  final ReferenceModel reference() {
    return reference;
  }

  final long nowMs() {
    return nowMs;
  }

  final ReferenceStep step(StepName name) {
    return reference.step(name);
  }

  @Override
  public ReferenceModel unwindStarted(SagaEvent.UnwindStarted event) {
    reference.status = SagaStatus.COMPENSATING;
    reference.unwound = true;
    return reference;
  }

  @Override
  public ReferenceModel stopRequested(ControlEvent.StopRequested event) {
    reference.status = SagaStatus.STOPPING;
    return reference;
  }

  @Override
  public ReferenceModel cancelHeld(ControlEvent.CancelHeld event) {
    reference.cancelHeld = true;
    return reference;
  }

  @Override
  public ReferenceModel cancelRefused(ControlEvent.CancelRefused event) {
    reference.cancelHeld = false;
    return reference;
  }

  @Override
  public ReferenceModel paused(ControlEvent.Paused event) {
    reference.pausedBy = Optional.of(event.actor());
    reference.pausedAtMs = nowMs;
    return reference;
  }

  /** Durations stood still; instants did not (R15). */
  @Override
  public ReferenceModel resumed(ControlEvent.Resumed event) {
    long stoodStillMs = nowMs - reference.pausedAtMs;
    for (ReferenceStep step : reference.steps.values()) {
      if (step.begun && step.status.isOpen()) {
        if (!step.absolute) {
          long ofStepMs = nowMs - Math.max(reference.pausedAtMs, step.sinceMs);
          step.dueAtMs = ReferenceStep.later(step.dueAtMs, ofStepMs);
        }
        step.deadlineAtMs = ReferenceStep.later(step.deadlineAtMs, stoodStillMs);
      }
    }
    reference.deadlineAtMs = ReferenceStep.later(reference.deadlineAtMs, stoodStillMs);
    reference.pausedBy = Optional.empty();
    return reference;
  }

  @Override
  public ReferenceModel operationApplied(ControlEvent.OperationApplied event) {
    reference.operations.addLast(event.operationId());
    if (reference.operations.size() > Control.MAX_OPERATIONS) {
      reference.operations.removeFirst();
    }
    return reference;
  }

  @Override
  public ReferenceModel retryOrdered(ControlEvent.RetryOrdered event) {
    ReferenceStep step = step(event.step());
    step.spent = 0;
    step.deadlineAtMs = OptionalLong.empty();
    return reference;
  }

  @Override
  public ReferenceModel restartRequested(ControlEvent.RestartRequested event) {
    reference.restartFrom = Optional.of(event.from());
    return reference;
  }

  @Override
  public ReferenceModel restartDropped(ControlEvent.RestartDropped event) {
    reference.restartFrom = Optional.empty();
    return reference;
  }

  @Override
  public ReferenceModel restarted(ControlEvent.Restarted event) {
    for (StepName name : event.reopened()) {
      ReferenceStep step = step(name);
      step.become(StepStatus.PENDING, nowMs);
      step.spent = 0;
      step.sequence = OptionalLong.empty();
      step.deadlineAtMs = OptionalLong.empty();
      step.outcomeKnown = false;
    }
    reference.status = SagaStatus.RUNNING;
    reference.restartFrom = Optional.empty();
    reference.pivotSent = false;
    reference.skipped.removeAll(event.reopened());
    return reference;
  }

  @Override
  public ReferenceModel migrated(ControlEvent.Migrated event) {
    reference.follow(deployment.plan(event.version()), event.version());
    return reference;
  }
}
