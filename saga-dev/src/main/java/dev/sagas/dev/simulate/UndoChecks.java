package dev.sagas.dev.simulate;

import static dev.sagas.dev.simulate.InvariantBroken.unless;

import dev.sagas.definition.OnCompensationFailure;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaPlan;
import dev.sagas.engine.core.StepStatus;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepOutcome;

/** What is undone, and in which order (R8, R9, R11). */
final class UndoChecks {
  private UndoChecks() {}

  static void check(ReferenceModel reference, SagaEvent.CommandIssued issued, Moment moment) {
    if (issued.action() != Action.COMPENSATE) {
      return;
    }
    ReferenceStep step = reference.step(issued.step());
    unless(
        reference.status == SagaStatus.COMPENSATING,
        Invariant.UNDO_ONLY_EFFECTS,
        () -> issued + " while the saga is " + reference.status);
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
        !reference.stopsOnIncident(),
        Invariant.UNDO_ORDER,
        () -> issued + " although an incident is open");
    inOrder(reference, step);
  }

  /** Effects with a higher sequence are undone before, unless they stand in parallel with it. */
  private static void inOrder(ReferenceModel reference, ReferenceStep step) {
    boolean goesOn = reference.plan.onCompensationFailure() == OnCompensationFailure.CONTINUE;
    reference.restartFrom.ifPresent(
        from ->
            unless(
                reference.step(from).stage <= step.stage,
                Invariant.UNDO_ONLY_EFFECTS,
                () -> step + " comes before the restart at " + from));
    for (ReferenceStep other : reference.steps.values()) {
      if (other == step || isBeside(reference, step, other)) {
        continue;
      }
      boolean waits = other.awaitsUndo() && other.isUndoable() && other.isNewerThan(step);
      boolean passedOver = goesOn && other.incident.isPresent();
      unless(!waits || passedOver, Invariant.UNDO_ORDER, () -> step + " is undone before " + other);
      unless(
          !other.status.isUndoing() || passedOver,
          Invariant.UNDO_ORDER,
          () -> step + " is undone while " + other);
    }
  }

  private static boolean isBeside(
      ReferenceModel reference, ReferenceStep step, ReferenceStep other) {
    SagaPlan.Stage stage = reference.plan.stages().get(step.stage);
    return stage.undoInParallel() && other.stage == step.stage && other.branch != step.branch;
  }

  static void check(
      ReferenceModel reference, SagaEvent.StepCompensated compensated, Moment moment) {
    ReferenceStep step = reference.step(compensated.step());
    if (!compensated.commanded()) {
      unless(
          !step.isUndoable() && step.awaitsUndo(),
          Invariant.UNKNOWN_UNDONE,
          () -> step + " counts as undone without a command");
      return;
    }
    boolean tried = step.status.isUndoing() || step.status == StepStatus.COMPENSATION_GIVEN_UP;
    boolean answered =
        moment
            .input()
            .asReply()
            .filter(reply -> reply.outcome() == StepOutcome.SUCCEEDED)
            .map(reply -> reply.inReplyTo().key())
            .filter(key -> key.step().equals(step.name))
            .filter(key -> key.action() == Action.COMPENSATE)
            .filter(key -> key.epoch() == step.undos.epoch())
            .isPresent();
    unless(
        tried && answered,
        Invariant.UNKNOWN_UNDONE,
        () -> step + " counts as undone by " + EventText.of(moment.input()));
  }
}
