package dev.sagas.engine.core;

import dev.sagas.definition.OnCompensationFailure;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Undoes effects in reverse order of their sequence (R7, R8, R11). */
final class UndoRules {
  private UndoRules() {}

  /** Undoes what can be undone now; ends the saga, or sends it forward again, after the last. */
  static void proceed(DecisionBuilder builder) {
    if (standsStill(builder)) {
      return;
    }
    SagaPlan plan = builder.plan();
    boolean incidents = !builder.state().incidents().isEmpty();
    Optional<StepState> newest = newestEffect(builder);
    if (newest.isPresent()) {
      SagaPlan.Place place = place(builder, newest.get().name());
      SagaPlan.Stage stage = plan.stages().get(place.stage());
      if (stage.undoInParallel()) {
        undoBranches(builder, place.stage());
      } else if (undoing(builder).isEmpty()) {
        undo(builder, newest.get());
      }
    } else if (!incidents && undoing(builder).isEmpty()) {
      finish(builder);
    }
  }

  /** By policy nothing more is undone while an incident is open (R11). */
  private static boolean standsStill(DecisionBuilder builder) {
    return !builder.state().incidents().isEmpty()
        && builder.plan().onCompensationFailure() == OnCompensationFailure.STOP;
  }

  /** The newest effect that must be undone and has no open incident. */
  private static Optional<StepState> newestEffect(DecisionBuilder builder) {
    Optional<StepState> newest = builder.state().steps().newestEffect();
    if (newest.isEmpty() || builder.state().incidents().isEmpty()) {
      return newest.filter(step -> isToUndo(builder, step));
    }
    return builder.state().steps().effects().stream()
        .filter(step -> isToUndo(builder, step))
        .filter(step -> builder.state().incidentOf(step.name()).isEmpty())
        .findFirst();
  }

  /** In a restart, what came before the step to continue from keeps its effect. */
  private static boolean isToUndo(DecisionBuilder builder, StepState step) {
    Optional<StepName> from = builder.state().control().restartFrom();
    return from.isEmpty()
        || place(builder, step.name()).stage() >= place(builder, from.get()).stage();
  }

  private static SagaPlan.Place place(DecisionBuilder builder, StepName step) {
    return builder
        .plan()
        .place(step)
        .orElseThrow(() -> new IllegalStateException("Expected a plan with step " + step));
  }

  private static List<StepState> undoing(DecisionBuilder builder) {
    return builder.state().steps().open().stream()
        .filter(step -> step.status().isUndoing())
        .toList();
  }

  /** Undoes the newest effect of each branch that undoes nothing yet. */
  private static void undoBranches(DecisionBuilder builder, int stage) {
    List<Integer> busy = new ArrayList<>();
    for (StepState step : undoing(builder)) {
      SagaPlan.Place place = place(builder, step.name());
      if (place.stage() != stage) {
        return;
      }
      busy.add(place.branch());
    }
    for (StepState step : builder.state().steps().effects()) {
      if (standsStill(builder)) {
        return;
      }
      SagaPlan.Place place = place(builder, step.name());
      boolean stuck = builder.state().incidentOf(step.name()).isPresent();
      if (isToUndo(builder, step)
          && place.stage() == stage
          && !busy.contains(place.branch())
          && !stuck) {
        undo(builder, step);
        if (builder.on(step.name()).step().status() != StepStatus.COMPENSATED) {
          busy.add(place.branch());
        }
      }
    }
  }

  private static void undo(DecisionBuilder builder, StepState step) {
    builder.fire(builder.on(step.name()), StepTrigger.UNDO);
  }

  /** Sends the compensate; a step that has nothing to undo is undone at once. */
  static Optional<Decision.Rejected> undo(StepContext step) {
    if (step.plan().compensate().isPresent()
        && !step.step().outcomeKnown()
        && CommandRules.fenceMayBeGone(step)) {
      CommandRules.raiseFenceExpired(step);
    } else if (step.plan().compensate().isPresent()) {
      CommandRules.compensate(step, step.step().epoch(), 1);
    } else {
      step.builder().apply(new SagaEvent.StepCompensated(step.name(), false));
    }
    return Optional.empty();
  }

  private static void finish(DecisionBuilder builder) {
    SagaStatus before = builder.state().status();
    Optional<StepName> from = builder.state().control().restartFrom();
    if (from.isPresent()) {
      restart(builder, from.get());
    } else {
      List<StepName> left = givenUp(builder);
      builder.end(
          left.isEmpty() ? SagaStatus.COMPENSATED : SagaStatus.ENDED_BY_OPERATOR,
          builder.state().unwind(),
          left);
    }
    builder.visited(before, SagaTrigger.ALL_UNDONE);
  }

  /** Effects that an operator left in place. */
  private static List<StepName> givenUp(DecisionBuilder builder) {
    return builder.state().steps().all().stream()
        .filter(step -> step.status() == StepStatus.COMPENSATION_GIVEN_UP)
        .map(StepState::name)
        .toList();
  }

  private static void restart(DecisionBuilder builder, StepName from) {
    int stage = place(builder, from).stage();
    List<StepState> reopened =
        builder.state().steps().all().stream()
            .filter(step -> place(builder, step.name()).stage() >= stage)
            .toList();
    List<StepContext> before = reopened.stream().map(step -> builder.on(step.name())).toList();
    builder.apply(
        new ControlEvent.Restarted(from, reopened.stream().map(StepState::name).toList()));
    before.forEach(step -> builder.fire(step, StepTrigger.REOPEN));
  }
}
