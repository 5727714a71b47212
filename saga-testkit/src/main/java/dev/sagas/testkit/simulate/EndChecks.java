package dev.sagas.testkit.simulate;

import static dev.sagas.testkit.simulate.InvariantBroken.unless;

import dev.sagas.orchestrator.core.OperationKind;
import dev.sagas.orchestrator.core.SagaEvent;
import dev.sagas.orchestrator.core.SagaStatus;
import dev.sagas.orchestrator.core.StepStatus;

/** When a saga may end, and as what. */
final class EndChecks {
  private EndChecks() {}

  static void check(Shadow shadow, SagaEvent.Ended ended, Moment moment) {
    unless(
        !shadow.status.isTerminal(),
        Invariant.ONE_OUTCOME,
        () -> "it ends again as " + ended.outcome());
    unless(
        ended.forgetAtMs() == moment.nowMs() + SimulatedSaga.TOMBSTONE.toMillis(),
        Invariant.TIMERS,
        () -> "the tombstone goes at " + ended.forgetAtMs());
    switch (ended.outcome()) {
      case COMPLETED -> completed(shadow);
      case COMPENSATED -> compensated(shadow);
      case ENDED_BY_OPERATOR ->
          unless(
              moment.is(OperationKind.END) || leavesEffects(shadow),
              Invariant.ONE_OUTCOME,
              "no operator ended it");
      case RUNNING, STOPPING, COMPENSATING, REFUSED ->
          throw new InvariantBroken(Invariant.ONE_OUTCOME, "it ends as " + ended.outcome());
    }
  }

  private static void completed(Shadow shadow) {
    for (ShadowStep step : shadow.steps.values()) {
      unless(
          step.status.isDone() && shadow.status == SagaStatus.RUNNING,
          Invariant.FORWARD_ORDER,
          () -> "the saga completes although " + step);
    }
  }

  private static void compensated(Shadow shadow) {
    unless(
        shadow.status == SagaStatus.COMPENSATING && shadow.incidents.isEmpty(),
        Invariant.ONE_OUTCOME,
        () -> "it ends as compensated while " + shadow.status);
    for (ShadowStep step : shadow.steps.values()) {
      boolean open =
          step.awaitsUndo()
              || step.status.isExecuting()
              || step.status.isUndoing()
              || step.status == StepStatus.COMPENSATION_GIVEN_UP;
      unless(!open, Invariant.UNKNOWN_UNDONE, () -> "it ends as compensated although " + step);
    }
  }

  private static boolean leavesEffects(Shadow shadow) {
    return shadow.steps.values().stream()
        .anyMatch(step -> step.status == StepStatus.COMPENSATION_GIVEN_UP);
  }
}
