package dev.sagas.dev.simulate;

import static dev.sagas.dev.simulate.InvariantBroken.unless;

import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.StepStatus;
import dev.sagas.protocol.SagaStatus;

/** When a saga may end, and as what. */
final class EndChecks {
  private EndChecks() {}

  static void check(ReferenceModel reference, SagaEvent.Ended ended, Moment moment) {
    unless(
        !reference.status.isTerminal(),
        Invariant.ONE_OUTCOME,
        () -> "it ends again as " + ended.outcome());
    unless(
        ended.forgetAtMs() == moment.nowMs() + SimulatedSaga.TOMBSTONE.toMillis(),
        Invariant.TIMERS,
        () -> "the tombstone goes at " + ended.forgetAtMs());
    switch (ended.outcome()) {
      case COMPLETED -> completed(reference);
      case COMPENSATED -> compensated(reference);
      case ENDED_BY_OPERATOR ->
          unless(
              moment.is(OperationKind.END) || leavesEffects(reference),
              Invariant.ONE_OUTCOME,
              "no operator ended it");
      case RUNNING, STOPPING, COMPENSATING, REFUSED ->
          throw new InvariantBroken(Invariant.ONE_OUTCOME, "it ends as " + ended.outcome());
    }
  }

  private static void completed(ReferenceModel reference) {
    for (ReferenceStep step : reference.steps.values()) {
      unless(
          step.status.isDone() && reference.status == SagaStatus.RUNNING,
          Invariant.FORWARD_ORDER,
          () -> "the saga completes although " + step);
    }
  }

  private static void compensated(ReferenceModel reference) {
    unless(
        reference.status == SagaStatus.COMPENSATING && reference.incidents.isEmpty(),
        Invariant.ONE_OUTCOME,
        () -> "it ends as compensated while " + reference.status);
    for (ReferenceStep step : reference.steps.values()) {
      boolean open =
          step.awaitsUndo()
              || step.status.isExecuting()
              || step.status.isUndoing()
              || step.status == StepStatus.COMPENSATION_GIVEN_UP;
      unless(!open, Invariant.UNKNOWN_UNDONE, () -> "it ends as compensated although " + step);
    }
  }

  private static boolean leavesEffects(ReferenceModel reference) {
    return reference.steps.values().stream()
        .anyMatch(step -> step.status == StepStatus.COMPENSATION_GIVEN_UP);
  }
}
