package dev.sagas.engine.core;

import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import java.util.Optional;
import java.util.OptionalLong;

/** Applies each event that controls the course of a saga. */
abstract class ControlFold implements SagaEvent.Visitor<StateChange> {
  private final SagaState state;
  private final long nowMs;

  ControlFold(SagaState state, long nowMs) {
    this.state = state;
    this.nowMs = nowMs;
  }

  final SagaState state() {
    return state;
  }

  final long nowMs() {
    return nowMs;
  }

  final StateChange change() {
    return state.change();
  }

  @Override
  public StateChange unwindStarted(SagaEvent.UnwindStarted event) {
    return change().status(SagaStatus.COMPENSATING).unwind(Optional.of(event.reason()));
  }

  @Override
  public StateChange stopRequested(ControlEvent.StopRequested event) {
    return change().status(SagaStatus.STOPPING).unwind(Optional.of(event.reason()));
  }

  @Override
  public StateChange cancelHeld(ControlEvent.CancelHeld event) {
    return change().control(state.control().held(Optional.of(event.reason())));
  }

  @Override
  public StateChange cancelRefused(ControlEvent.CancelRefused event) {
    return change().control(state.control().held(Optional.empty()));
  }

  @Override
  public StateChange paused(ControlEvent.Paused event) {
    Control.Pause pause = new Control.Pause(event.actor(), event.reason(), nowMs);
    return change().control(state.control().paused(Optional.of(pause)));
  }

  @Override
  public StateChange resumed(ControlEvent.Resumed event) {
    long sinceMs =
        state
            .control()
            .pause()
            .orElseThrow(() -> new IllegalStateException("Expected a paused saga"))
            .sinceMs();
    Steps steps = state.steps();
    for (StepState open : steps.open()) {
      steps = steps.with(open.shifted(sinceMs, nowMs));
    }
    return change()
        .steps(steps)
        .request(state.request().postponed(nowMs - sinceMs))
        .control(state.control().paused(Optional.empty()));
  }

  @Override
  public StateChange operationApplied(ControlEvent.OperationApplied event) {
    return change().control(state.control().remembering(event.operationId()));
  }

  @Override
  public StateChange retryOrdered(ControlEvent.RetryOrdered event) {
    StepState step = step(event.step());
    StepState.Attempts attempts = step.attempts();
    StepState.Timer timer = step.timer();
    return change()
        .step(
            step.with(
                    new StepState.Attempts(
                        attempts.epoch(),
                        attempts.undoEpoch(),
                        attempts.attempt(),
                        attempts.attempt()))
                .with(
                    new StepState.Timer(timer.dueAtMs(), timer.absolute(), OptionalLong.empty())));
  }

  @Override
  public StateChange restartRequested(ControlEvent.RestartRequested event) {
    return change().control(state.control().restarting(Optional.of(event.from())));
  }

  @Override
  public StateChange restartDropped(ControlEvent.RestartDropped event) {
    return change().control(state.control().restarting(Optional.empty()));
  }

  @Override
  public StateChange restarted(ControlEvent.Restarted event) {
    Steps steps = state.steps();
    for (StepName name : event.reopened()) {
      steps = steps.with(step(name).reopened(nowMs));
    }
    return change()
        .status(SagaStatus.RUNNING)
        .unwind(Optional.empty())
        .steps(steps)
        .control(state.control().reopening(event.reopened()));
  }

  @Override
  public StateChange migrated(ControlEvent.Migrated event) {
    SagaIdentity identity = state.identity();
    return change()
        .identity(
            new SagaIdentity(identity.id(), identity.run(), identity.type(), event.version()));
  }

  final StepState step(StepName name) {
    return state
        .step(name)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Expected step %s to have begun (saga %s)"
                        .formatted(name, state.identity().id())));
  }
}
