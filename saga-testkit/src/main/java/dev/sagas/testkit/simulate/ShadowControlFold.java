package dev.sagas.testkit.simulate;

import dev.sagas.orchestrator.core.Control;
import dev.sagas.orchestrator.core.ControlEvent;
import dev.sagas.orchestrator.core.SagaEvent;
import dev.sagas.orchestrator.core.SagaStatus;
import dev.sagas.orchestrator.core.StepStatus;
import dev.sagas.protocol.StepName;
import java.util.Optional;

/** What the events that steer a saga tell a {@link Shadow}. */
abstract class ShadowControlFold implements SagaEvent.Visitor<Shadow> {
  private final Shadow shadow;
  private final Deployment deployment;
  private final long nowMs;

  ShadowControlFold(Shadow shadow, Deployment deployment, long nowMs) {
    this.shadow = shadow;
    this.deployment = deployment;
    this.nowMs = nowMs;
  }

  final Shadow shadow() {
    return shadow;
  }

  final long nowMs() {
    return nowMs;
  }

  final ShadowStep step(StepName name) {
    return shadow.step(name);
  }

  @Override
  public Shadow unwindStarted(SagaEvent.UnwindStarted event) {
    shadow.status = SagaStatus.COMPENSATING;
    shadow.unwound = true;
    return shadow;
  }

  @Override
  public Shadow stopRequested(ControlEvent.StopRequested event) {
    shadow.status = SagaStatus.STOPPING;
    return shadow;
  }

  @Override
  public Shadow cancelHeld(ControlEvent.CancelHeld event) {
    shadow.cancelHeld = true;
    return shadow;
  }

  @Override
  public Shadow cancelRefused(ControlEvent.CancelRefused event) {
    shadow.cancelHeld = false;
    return shadow;
  }

  @Override
  public Shadow paused(ControlEvent.Paused event) {
    shadow.pausedBy = Optional.of(event.actor());
    shadow.pausedAtMs = nowMs;
    return shadow;
  }

  /** Durations stood still; instants did not (R15). */
  @Override
  public Shadow resumed(ControlEvent.Resumed event) {
    long stoodStillMs = nowMs - shadow.pausedAtMs;
    for (ShadowStep step : shadow.steps.values()) {
      if (step.begun && step.status.isOpen()) {
        if (step.dueAtMs != 0 && !step.absolute) {
          step.dueAtMs += nowMs - Math.max(shadow.pausedAtMs, step.sinceMs);
        }
        step.deadlineAtMs += step.deadlineAtMs == 0 ? 0 : stoodStillMs;
      }
    }
    shadow.deadlineAtMs += shadow.deadlineAtMs == 0 ? 0 : stoodStillMs;
    shadow.pausedBy = Optional.empty();
    return shadow;
  }

  @Override
  public Shadow operationApplied(ControlEvent.OperationApplied event) {
    shadow.operations.addLast(event.operationId());
    if (shadow.operations.size() > Control.MAX_OPERATIONS) {
      shadow.operations.removeFirst();
    }
    return shadow;
  }

  @Override
  public Shadow retryOrdered(ControlEvent.RetryOrdered event) {
    ShadowStep step = step(event.step());
    step.spent = 0;
    step.deadlineAtMs = 0;
    return shadow;
  }

  @Override
  public Shadow restartRequested(ControlEvent.RestartRequested event) {
    shadow.restartFrom = Optional.of(event.from());
    return shadow;
  }

  @Override
  public Shadow restartDropped(ControlEvent.RestartDropped event) {
    shadow.restartFrom = Optional.empty();
    return shadow;
  }

  @Override
  public Shadow restarted(ControlEvent.Restarted event) {
    for (StepName name : event.reopened()) {
      ShadowStep step = step(name);
      step.become(StepStatus.PENDING, nowMs);
      step.spent = 0;
      step.sequence = 0;
      step.deadlineAtMs = 0;
      step.outcomeKnown = false;
    }
    shadow.status = SagaStatus.RUNNING;
    shadow.restartFrom = Optional.empty();
    shadow.pivotSent = false;
    shadow.skipped.removeAll(event.reopened());
    return shadow;
  }

  @Override
  public Shadow migrated(ControlEvent.Migrated event) {
    shadow.follow(deployment.plan(event.version()), event.version());
    return shadow;
  }
}
