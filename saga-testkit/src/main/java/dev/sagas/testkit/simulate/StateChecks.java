package dev.sagas.testkit.simulate;

import static dev.sagas.testkit.simulate.InvariantBroken.unless;

import dev.sagas.orchestrator.core.Control;
import dev.sagas.orchestrator.core.Deadlines;
import dev.sagas.orchestrator.core.Incident;
import dev.sagas.orchestrator.core.SagaState;
import dev.sagas.orchestrator.core.SagaStatus;
import dev.sagas.orchestrator.core.StepState;
import dev.sagas.orchestrator.core.StepStatus;
import dev.sagas.protocol.StepName;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Whether a decided state says what the events told. */
final class StateChecks {
  private StateChecks() {}

  static void check(Shadow shadow, SagaState state, long nowMs) {
    unless(
        state.status() == shadow.status,
        Invariant.STATE_TRUE,
        () -> "the state is " + state.status() + " instead of " + shadow.status);
    unless(
        state.updatedAtMs() == nowMs && state.identity().run().equals(shadow.identity.run()),
        Invariant.STATE_TRUE,
        "the state is of another time or run");
    unless(
        Deadlines.nextDue(state).equals(shadow.nextDue()),
        Invariant.TIMERS,
        () -> "the timer rings at " + Deadlines.nextDue(state) + " instead of " + shadow.nextDue());
    if (!state.status().isTerminal()) {
      live(shadow, state);
    }
  }

  private static void live(Shadow shadow, SagaState state) {
    unless(
        state.data().equals(shadow.data)
            && state.identity().version() == shadow.version
            && state.lastSequence() == shadow.lastSequence
            && state.control().pivotSent() == shadow.pivotSent
            && state.control().heldCancel().isPresent() == shadow.cancelHeld
            && state.control().restartFrom().equals(shadow.restartFrom)
            && state.control().pause().map(Control.Pause::actor).equals(shadow.pausedBy),
        Invariant.STATE_TRUE,
        "data, version or control of the state are not what was told");
    unless(
        state.signals().equals(shadow.signals),
        Invariant.SIGNALS,
        () -> "kept are " + state.signals() + " instead of " + shadow.signals);
    unless(
        state.isFrozen() == shadow.isFrozen(),
        Invariant.STATE_TRUE,
        () -> "frozen: " + state.isFrozen());
    for (StepState step : state.steps().all()) {
      step(shadow.step(step.name()), step);
    }
    prefix(shadow);
    incidents(shadow, state);
    bounded(shadow, state);
  }

  /**
   * What has begun is the beginning of the plan, also of one that the saga was moved to (R3, R19).
   */
  private static void prefix(Shadow shadow) {
    if (shadow.status != SagaStatus.RUNNING || shadow.restartFrom.isPresent()) {
      return;
    }
    for (ShadowStep step : shadow.steps.values()) {
      unless(
          step.status == StepStatus.PENDING || shadow.isItsTurn(step),
          Invariant.FORWARD_ORDER,
          () -> step + " has begun, and a step before it is not done");
    }
  }

  private static void step(ShadowStep expected, StepState step) {
    unless(
        step.status() == expected.status,
        Invariant.STATE_TRUE,
        () -> expected + ", but in the state " + step.status());
    unless(
        step.awaitsUndo() == expected.awaitsUndo() && step.sequence() == expected.sequence,
        Invariant.UNKNOWN_UNDONE,
        () -> expected + " awaits undo: " + step.awaitsUndo() + ", sequence " + step.sequence());
    if (step.status().isOpen()) {
      unless(
          step.dueAtMs() == expected.dueAtMs,
          Invariant.TIMERS,
          () -> expected + " is due at " + step.dueAtMs() + " instead of " + expected.dueAtMs);
    }
    if (step.status().isExecuting()) {
      unless(
          step.epoch() == expected.executes.epoch()
              && step.attempt() == expected.executes.attempt(),
          Invariant.STATE_TRUE,
          () -> expected + " is in attempt " + step.attempt());
    } else if (step.status().isUndoing()) {
      unless(
          step.attempts().undoEpoch() == expected.undos.epoch()
              && step.attempt() == expected.undos.attempt(),
          Invariant.STATE_TRUE,
          () -> expected + " is in attempt " + step.attempt() + " of its undo");
    }
  }

  private static void incidents(Shadow shadow, SagaState state) {
    Set<Optional<StepName>> about = new HashSet<>();
    for (Incident incident : state.incidents()) {
      unless(
          about.add(incident.step()),
          Invariant.STATE_TRUE,
          () -> "two incidents of " + incident.step());
      unless(
          shadow.incidents.containsKey(incident.id()),
          Invariant.STATE_TRUE,
          () -> "incident " + incident.id() + " was not raised");
    }
    unless(
        about.size() == shadow.incidents.size(),
        Invariant.STATE_TRUE,
        () -> about.size() + " incidents instead of " + shadow.incidents.size());
  }

  private static void bounded(Shadow shadow, SagaState state) {
    int steps = shadow.plan.steps().size();
    unless(
        state.steps().size() <= steps
            && state.incidents().size() <= steps + 1
            && state.signals().size() <= SignalChecks.MAX_SIGNALS
            && state.control().operations().size() <= Control.MAX_OPERATIONS
            && state.control().skipped().size() <= steps,
        Invariant.STATE_SIZE,
        "the state grows beyond its saga");
  }
}
