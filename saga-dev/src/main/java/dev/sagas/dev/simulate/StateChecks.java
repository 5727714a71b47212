package dev.sagas.dev.simulate;

import static dev.sagas.dev.simulate.InvariantBroken.unless;

import dev.sagas.engine.core.Control;
import dev.sagas.engine.core.Deadlines;
import dev.sagas.engine.core.Incident;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.StepState;
import dev.sagas.engine.core.StepStatus;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Whether a decided state says what the events told. */
final class StateChecks {
  private StateChecks() {}

  static void check(ReferenceModel reference, SagaState state, long nowMs) {
    unless(
        state.status() == reference.status,
        Invariant.STATE_TRUE,
        () -> "the state is " + state.status() + " instead of " + reference.status);
    unless(
        state.updatedAtMs() == nowMs && state.identity().run().equals(reference.identity.run()),
        Invariant.STATE_TRUE,
        "the state is of another time or run");
    unless(
        Deadlines.nextDue(state).equals(reference.nextDue()),
        Invariant.TIMERS,
        () ->
            "the timer rings at "
                + Deadlines.nextDue(state)
                + " instead of "
                + reference.nextDue());
    if (!state.status().isTerminal()) {
      live(reference, state);
    }
  }

  private static void live(ReferenceModel reference, SagaState state) {
    unless(
        state.data().equals(reference.data)
            && state.identity().version() == reference.version
            && state.lastSequence() == reference.lastSequence
            && state.control().pivotSent() == reference.pivotSent
            && state.control().heldCancel().isPresent() == reference.cancelHeld
            && state.control().restartFrom().equals(reference.restartFrom)
            && state.control().pause().map(Control.Pause::actor).equals(reference.pausedBy),
        Invariant.STATE_TRUE,
        "data, version or control of the state are not what was told");
    unless(
        state.signals().equals(reference.signals),
        Invariant.SIGNALS,
        () -> "kept are " + state.signals() + " instead of " + reference.signals);
    unless(
        state.isFrozen() == reference.isFrozen(),
        Invariant.STATE_TRUE,
        () -> "frozen: " + state.isFrozen());
    for (StepState step : state.steps().all()) {
      step(reference.step(step.name()), step);
    }
    prefix(reference);
    incidents(reference, state);
    bounded(reference, state);
  }

  /**
   * What has begun is the beginning of the plan, also of one that the saga was moved to (R3, R19).
   */
  private static void prefix(ReferenceModel reference) {
    if (reference.status != SagaStatus.RUNNING || reference.restartFrom.isPresent()) {
      return;
    }
    for (ReferenceStep step : reference.steps.values()) {
      unless(
          step.status == StepStatus.PENDING || reference.isItsTurn(step),
          Invariant.FORWARD_ORDER,
          () -> step + " has begun, and a step before it is not done");
    }
  }

  private static void step(ReferenceStep expected, StepState step) {
    unless(
        step.status() == expected.status,
        Invariant.STATE_TRUE,
        () -> expected + ", but in the state " + step.status());
    unless(
        step.awaitsUndo() == expected.awaitsUndo() && step.sequence().equals(expected.sequence),
        Invariant.UNKNOWN_UNDONE,
        () -> expected + " awaits undo: " + step.awaitsUndo() + ", sequence " + step.sequence());
    if (step.status().isOpen()) {
      unless(
          step.dueAtMs().equals(expected.dueAtMs),
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
          step.attempts().undoEpoch().equals(OptionalInt.of(expected.undos.epoch()))
              && step.attempt() == expected.undos.attempt(),
          Invariant.STATE_TRUE,
          () -> expected + " is in attempt " + step.attempt() + " of its undo");
    }
  }

  private static void incidents(ReferenceModel reference, SagaState state) {
    Set<Optional<StepName>> about = new HashSet<>();
    for (Incident incident : state.incidents()) {
      unless(
          about.add(incident.step()),
          Invariant.STATE_TRUE,
          () -> "two incidents of " + incident.step());
      unless(
          reference.incidents.containsKey(incident.id()),
          Invariant.STATE_TRUE,
          () -> "incident " + incident.id() + " was not raised");
    }
    unless(
        about.size() == reference.incidents.size(),
        Invariant.STATE_TRUE,
        () -> about.size() + " incidents instead of " + reference.incidents.size());
  }

  private static void bounded(ReferenceModel reference, SagaState state) {
    int steps = reference.plan.steps().size();
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
