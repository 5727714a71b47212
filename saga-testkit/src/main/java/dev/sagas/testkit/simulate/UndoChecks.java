package dev.sagas.testkit.simulate;

import static dev.sagas.testkit.simulate.InvariantBroken.unless;

import dev.sagas.definition.OnCompensationFailure;
import dev.sagas.orchestrator.core.OperationKind;
import dev.sagas.orchestrator.core.SagaEvent;
import dev.sagas.orchestrator.core.SagaInput;
import dev.sagas.orchestrator.core.SagaPlan;
import dev.sagas.orchestrator.core.SagaStatus;
import dev.sagas.orchestrator.core.StepStatus;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepOutcome;

/** What is undone, and in which order (R8, R9, R11). */
final class UndoChecks {
  private UndoChecks() {}

  static void check(Shadow shadow, SagaEvent.CommandIssued issued, Moment moment) {
    if (issued.action() != Action.COMPENSATE) {
      return;
    }
    ShadowStep step = shadow.step(issued.step());
    unless(
        shadow.status == SagaStatus.COMPENSATING,
        Invariant.UNDO_ONLY_EFFECTS,
        () -> issued + " while the saga is " + shadow.status);
    boolean again = step.status.isUndoing();
    boolean ordered =
        step.status == StepStatus.COMPENSATION_GIVEN_UP && moment.is(OperationKind.RETRY);
    if (again || ordered) {
      boolean sameEpoch = issued.epoch() == step.undos.epoch();
      unless(
          sameEpoch || ordered, Invariant.ONE_EPOCH, () -> issued + " raises the epoch of an undo");
      return;
    }
    unless(
        step.awaitsUndo(),
        Invariant.UNDO_ONLY_EFFECTS,
        () -> issued + " undoes a step that is " + step.status);
    unless(
        !shadow.stopsOnIncident(),
        Invariant.UNDO_ORDER,
        () -> issued + " although an incident is open");
    inOrder(shadow, step);
  }

  /** Effects with a higher sequence are undone before, unless they stand in parallel with it. */
  private static void inOrder(Shadow shadow, ShadowStep step) {
    boolean goesOn = shadow.plan.onCompensationFailure() == OnCompensationFailure.CONTINUE;
    shadow.restartFrom.ifPresent(
        from ->
            unless(
                shadow.step(from).stage <= step.stage,
                Invariant.UNDO_ONLY_EFFECTS,
                () -> step + " comes before the restart at " + from));
    for (ShadowStep other : shadow.steps.values()) {
      if (other == step || isBeside(shadow, step, other)) {
        continue;
      }
      boolean waits = other.awaitsUndo() && other.isUndoable() && other.sequence > step.sequence;
      boolean passedOver = goesOn && other.incident.isPresent();
      unless(!waits || passedOver, Invariant.UNDO_ORDER, () -> step + " is undone before " + other);
      unless(
          !other.status.isUndoing() || passedOver,
          Invariant.UNDO_ORDER,
          () -> step + " is undone while " + other);
    }
  }

  private static boolean isBeside(Shadow shadow, ShadowStep step, ShadowStep other) {
    SagaPlan.Stage stage = shadow.plan.stages().get(step.stage);
    return stage.undoInParallel() && other.stage == step.stage && other.branch != step.branch;
  }

  static void check(Shadow shadow, SagaEvent.StepCompensated compensated, Moment moment) {
    ShadowStep step = shadow.step(compensated.step());
    if (!compensated.commanded()) {
      unless(
          !step.isUndoable() && step.awaitsUndo(),
          Invariant.UNKNOWN_UNDONE,
          () -> step + " counts as undone without a command");
      return;
    }
    boolean tried = step.status.isUndoing() || step.status == StepStatus.COMPENSATION_GIVEN_UP;
    boolean answered =
        moment.input() instanceof SagaInput.Reply reply
            && reply.outcome() == StepOutcome.SUCCEEDED
            && reply.inReplyTo().key().step().equals(step.name)
            && reply.inReplyTo().key().action() == Action.COMPENSATE
            && reply.inReplyTo().key().epoch() == step.undos.epoch();
    unless(
        tried && answered,
        Invariant.UNKNOWN_UNDONE,
        () -> step + " counts as undone by " + Words.of(moment.input()));
  }
}
