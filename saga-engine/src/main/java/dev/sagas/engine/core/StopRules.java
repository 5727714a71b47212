package dev.sagas.engine.core;

import dev.sagas.protocol.SagaStatus;
import java.util.Optional;

/** How a saga turns back: what is in flight is awaited, the rest is given up (R10, R12). */
final class StopRules {
  static final String DEADLINE_EXCEEDED = "DEADLINE_EXCEEDED";

  /** How an incident ends that no longer applies once the saga turns back. */
  static final String TURNED_BACK = "TURNED_BACK";

  private StopRules() {}

  /** A step was rejected: the saga turns back, or after the pivot waits for an operator (R13). */
  static void rejected(StepContext step, String code, String message) {
    if (step.isPastPivot()) {
      step.raise(IncidentCode.REJECTED_AFTER_PIVOT, code + ": " + message);
    } else {
      failed(step, code, message);
    }
  }

  /** A step finally failed; if the saga is already stopping, its first reason remains. */
  static void failed(StepContext step, String code, String message) {
    if (step.isForward()) {
      stop(step.builder(), new UnwindReason(Optional.of(step.name()), code, message));
      step.builder().visited(SagaStatus.RUNNING, SagaTrigger.STEP_FAILED);
    }
  }

  static void deadlinePassed(DecisionBuilder builder) {
    stop(
        builder,
        new UnwindReason(Optional.empty(), DEADLINE_EXCEEDED, "The saga's deadline has passed"));
    builder.visited(SagaStatus.RUNNING, SagaTrigger.DEADLINE);
  }

  /** Turns back; the attempts in flight are awaited. */
  static void stop(DecisionBuilder builder, UnwindReason reason) {
    for (StepState open : builder.state().steps().open()) {
      builder.fire(builder.on(open.name()), StepTrigger.STOP);
    }
    if (isAnythingInFlight(builder) || builder.state().isFrozen()) {
      builder.apply(new ControlEvent.StopRequested(reason));
    } else {
      builder.apply(new SagaEvent.UnwindStarted(reason));
    }
  }

  /** Turns back without waiting for anything: what is in flight has an unknown outcome. */
  static void stopNow(DecisionBuilder builder, UnwindReason reason) {
    for (StepState open : builder.state().steps().open()) {
      StepContext step = builder.on(open.name());
      if (open.status() == StepStatus.EXECUTING) {
        unknown(step);
      } else {
        builder.fire(step, StepTrigger.STOP);
      }
    }
    if (builder.state().isFrozen()) {
      builder.apply(new ControlEvent.StopRequested(reason));
    } else {
      builder.apply(new SagaEvent.UnwindStarted(reason));
    }
  }

  /** While stopping: begins the unwind once nothing is in flight. */
  static void proceed(DecisionBuilder builder) {
    if (!isAnythingInFlight(builder)) {
      UnwindReason reason =
          builder
              .state()
              .unwind()
              .orElseThrow(() -> new IllegalStateException("Expected a reason to stop"));
      builder.apply(new SagaEvent.UnwindStarted(reason));
      builder.visited(SagaStatus.STOPPING, SagaTrigger.NOTHING_IN_FLIGHT);
    }
  }

  private static boolean isAnythingInFlight(DecisionBuilder builder) {
    return builder.state().steps().open().stream()
        .anyMatch(step -> step.status() == StepStatus.EXECUTING);
  }

  /** An attempt is awaited; one whose answer could not be applied is not. */
  static Optional<Decision.Rejected> stopExecuting(StepContext step) {
    if (step.hasIncident()) {
      unknown(step);
    }
    return Optional.empty();
  }

  /** No attempt is in flight, and none follows: earlier ones may have taken effect (R9). */
  static Optional<Decision.Rejected> stopBackoff(StepContext step) {
    unknown(step);
    return Optional.empty();
  }

  /** A sleep, a wait, or a step that was not sent has no effect. */
  static Optional<Decision.Rejected> abandon(StepContext step) {
    step.resolve(TURNED_BACK);
    step.builder().apply(new SagaEvent.StepAbandoned(step.name()));
    return Optional.empty();
  }

  private static void unknown(StepContext step) {
    CommandRules.becomeUnknown(step);
  }
}
