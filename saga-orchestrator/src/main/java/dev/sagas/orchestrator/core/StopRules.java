package dev.sagas.orchestrator.core;

import java.util.Optional;

/** How a saga turns back: what is in flight is awaited, the rest is given up (R10, R12). */
final class StopRules {
  static final String DEADLINE_EXCEEDED = "DEADLINE_EXCEEDED";

  /** How an incident ends that no longer applies once the saga turns back. */
  static final String TURNED_BACK = "TURNED_BACK";

  private StopRules() {}

  /** A step was rejected: the saga turns back, or after the pivot waits for an operator (R13). */
  static void rejected(StepTurn step, String code, String message) {
    if (step.isPastPivot()) {
      step.raise(IncidentCode.REJECTED_AFTER_PIVOT, code + ": " + message);
    } else {
      failed(step, code, message);
    }
  }

  /** A step finally failed; if the saga is already stopping, its first reason remains. */
  static void failed(StepTurn step, String code, String message) {
    if (step.isForward()) {
      stop(step.turn(), new UnwindReason(Optional.of(step.name()), code, message));
      step.turn().visited(SagaStatus.RUNNING, SagaTrigger.STEP_FAILED);
    }
  }

  static void deadlinePassed(Turn turn) {
    stop(
        turn,
        new UnwindReason(Optional.empty(), DEADLINE_EXCEEDED, "The saga's deadline has passed"));
    turn.visited(SagaStatus.RUNNING, SagaTrigger.DEADLINE);
  }

  /** Turns back; the attempts in flight are awaited. */
  static void stop(Turn turn, UnwindReason reason) {
    for (StepState open : turn.state().steps().open()) {
      turn.fire(turn.on(open.name()), StepTrigger.STOP);
    }
    if (isAnythingInFlight(turn) || turn.state().isFrozen()) {
      turn.apply(new ControlEvent.StopRequested(reason));
    } else {
      turn.apply(new SagaEvent.UnwindStarted(reason));
    }
  }

  /** Turns back without waiting for anything: what is in flight has an unknown outcome. */
  static void stopNow(Turn turn, UnwindReason reason) {
    for (StepState open : turn.state().steps().open()) {
      StepTurn step = turn.on(open.name());
      if (open.status() == StepStatus.EXECUTING) {
        unknown(step);
      } else {
        turn.fire(step, StepTrigger.STOP);
      }
    }
    if (turn.state().isFrozen()) {
      turn.apply(new ControlEvent.StopRequested(reason));
    } else {
      turn.apply(new SagaEvent.UnwindStarted(reason));
    }
  }

  /** While stopping: begins the unwind once nothing is in flight. */
  static void proceed(Turn turn) {
    if (!isAnythingInFlight(turn)) {
      UnwindReason reason =
          turn.state()
              .unwind()
              .orElseThrow(() -> new IllegalStateException("Expected a reason to stop"));
      turn.apply(new SagaEvent.UnwindStarted(reason));
      turn.visited(SagaStatus.STOPPING, SagaTrigger.NOTHING_IN_FLIGHT);
    }
  }

  private static boolean isAnythingInFlight(Turn turn) {
    return turn.state().steps().open().stream()
        .anyMatch(step -> step.status() == StepStatus.EXECUTING);
  }

  /** An attempt is awaited; one whose answer could not be applied is not. */
  static Optional<Decision.Rejected> stopExecuting(StepTurn step) {
    if (step.hasIncident()) {
      unknown(step);
    }
    return Optional.empty();
  }

  /** No attempt is in flight, and none follows: earlier ones may have taken effect (R9). */
  static Optional<Decision.Rejected> stopBackoff(StepTurn step) {
    unknown(step);
    return Optional.empty();
  }

  /** A sleep, a wait, or a step that was not sent has no effect. */
  static Optional<Decision.Rejected> abandon(StepTurn step) {
    step.resolve(TURNED_BACK);
    step.turn().apply(new SagaEvent.StepAbandoned(step.name()));
    return Optional.empty();
  }

  private static void unknown(StepTurn step) {
    CommandRules.becomeUnknown(step);
  }
}
