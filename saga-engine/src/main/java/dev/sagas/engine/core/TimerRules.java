package dev.sagas.engine.core;

import dev.sagas.engine.core.SagaEvent.SkipCause;
import dev.sagas.protocol.Action;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;

/** What a timer does (R3, R5, R6). */
final class TimerRules {
  /** The error code if there was no answer in time. */
  static final String TIMED_OUT = "TIMED_OUT";

  private TimerRules() {}

  /** Handles the one thing that has been due for longest; the next one fires the timer again. */
  static Optional<Decision.Rejected> decide(DecisionBuilder builder) {
    Optional<StepState> step =
        builder.state().steps().open().stream()
            .filter(open -> open.dueAtMs().isPresent())
            .min(Comparator.comparingLong(open -> open.dueAtMs().getAsLong()));
    OptionalLong deadline = Deadlines.deadline(builder.state());
    if (deadline.isPresent()
        && step.filter(open -> open.dueAtMs().getAsLong() <= deadline.getAsLong()).isEmpty()) {
      StopRules.deadlinePassed(builder);
      return Optional.empty();
    }
    StepState due =
        step.orElseThrow(() -> new IllegalStateException("Expected something that is due"));
    return builder.fire(builder.on(due.name()), StepTrigger.TIMER);
  }

  static Optional<Decision.Rejected> executeTimedOut(StepContext step) {
    return timedOut(step, Action.EXECUTE);
  }

  static Optional<Decision.Rejected> compensateTimedOut(StepContext step) {
    return timedOut(step, Action.COMPENSATE);
  }

  private static Optional<Decision.Rejected> timedOut(StepContext step, Action action) {
    StepPlan.Command plan = step.command();
    CommandRules.attemptFailed(
        step,
        action,
        new SagaInput.Failure(
            TIMED_OUT,
            "No answer from %s within %s ms"
                .formatted(plan.participant(), plan.tries(action).timeoutMs()),
            OptionalLong.empty()));
    return Optional.empty();
  }

  /** The back-off of an execute is over. */
  static Optional<Decision.Rejected> executeAgain(StepContext step) {
    if (CommandRules.deadlinePassed(step)) {
      CommandRules.exhausted(step, StopRules.DEADLINE_EXCEEDED, "The step's deadline has passed");
    } else if (step.builder().deadlinePassed()) {
      CommandRules.exhausted(step, StopRules.DEADLINE_EXCEEDED, "The saga's deadline has passed");
    } else if (CommandRules.fenceMayBeGone(step)) {
      CommandRules.raiseFenceExpired(step);
    } else {
      CommandRules.execute(step, step.step().epoch(), step.step().attempt() + 1)
          .ifPresent(fault -> step.raise(IncidentCode.DEFINITION_FAULT, fault.reason()));
    }
    return Optional.empty();
  }

  /** The back-off of a compensate is over. */
  static Optional<Decision.Rejected> compensateAgain(StepContext step) {
    if (CommandRules.fenceMayBeGone(step)) {
      CommandRules.raiseFenceExpired(step);
      return Optional.empty();
    }
    CommandRules.compensate(
        step, step.step().epochOf(Action.COMPENSATE).orElseThrow(), step.step().attempt() + 1);
    return Optional.empty();
  }

  static Optional<Decision.Rejected> sleepOver(StepContext step) {
    ForwardRules.conclude(
        step, new FunctionResult(step.builder().state().data(), Optional.empty()));
    return Optional.empty();
  }

  static Optional<Decision.Rejected> waitOver(StepContext step) {
    StepPlan.Signal plan = SignalRules.plan(step);
    String message = "No signal " + plan.signal() + " within " + plan.timeoutMs().orElse(0) + " ms";
    switch (plan.onTimeout()) {
      case COMPENSATE -> {
        step.builder().apply(new SagaEvent.StepRejected(step.name(), TIMED_OUT, message));
        StopRules.rejected(step, TIMED_OUT, message);
      }
      case CONTINUE ->
          step.builder()
              .apply(
                  new SagaEvent.StepSkipped(
                      step.name(), SkipCause.TIMED_OUT, OptionalLong.empty()));
      case INCIDENT -> step.raise(IncidentCode.WAIT_TIMED_OUT, message);
    }
    return Optional.empty();
  }
}
