package dev.sagas.orchestrator.core;

import dev.sagas.protocol.Action;
import java.util.Comparator;

/** What a timer does: times an attempt out, or sends the next one (R5, R6). */
final class TimerRules {
  /** The error code of an attempt that got no answer in time. */
  static final String TIMED_OUT = "TIMED_OUT";

  private TimerRules() {}

  /** Handles the one step that has been due for longest; the next one rings the timer again. */
  static Decision decide(Turn turn) {
    StepState step =
        turn.state().steps().stream()
            .filter(begun -> begun.status().isTimed())
            .min(Comparator.comparingLong(StepState::dueAtMs))
            .orElseThrow(() -> new IllegalStateException("Expected a step that is due"));
    StepPlan plan = turn.plan(step.name());
    switch (step.status()) {
      case EXECUTING -> timeOut(turn, plan, Action.EXECUTE);
      case COMPENSATING -> timeOut(turn, plan, Action.COMPENSATE);
      case EXECUTE_BACKOFF -> {
        if (turn.deadlinePassed()) {
          turn.executeExhausted(plan, "DEADLINE_EXCEEDED", "The saga's deadline has passed");
        } else {
          turn.issueExecute(plan, step.epoch(), step.attempt() + 1);
        }
      }
      case COMPENSATE_BACKOFF -> turn.issueCompensate(plan, step.attempt() + 1);
      case SUCCEEDED, REJECTED, OUTCOME_UNKNOWN, COMPENSATED, COMPENSATION_GIVEN_UP ->
          throw new IllegalStateException("Step " + step.name() + " has no timer");
    }
    return turn.accepted();
  }

  private static void timeOut(Turn turn, StepPlan plan, Action action) {
    turn.attemptFailed(
        plan,
        action,
        TIMED_OUT,
        "No answer from "
            + plan.participant()
            + " within "
            + plan.tries(action).timeoutMs()
            + " ms");
  }
}
