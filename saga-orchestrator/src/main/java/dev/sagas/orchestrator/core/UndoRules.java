package dev.sagas.orchestrator.core;

import dev.sagas.definition.OnCompensationFailure;
import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Undoes effects in reverse order of their sequence (R7, R8, R11). */
final class UndoRules {
  private UndoRules() {}

  /** Undoes what can be undone now; ends the saga, or sends it forward again, after the last. */
  static void proceed(Turn turn) {
    if (standsStill(turn)) {
      return;
    }
    SagaPlan plan = turn.plan();
    boolean incidents = !turn.state().incidents().isEmpty();
    Optional<StepState> newest = newestEffect(turn);
    if (newest.isPresent()) {
      SagaPlan.Place place = place(turn, newest.get().name());
      SagaPlan.Stage stage = plan.stages().get(place.stage());
      if (stage.undoInParallel()) {
        undoBranches(turn, place.stage());
      } else if (undoing(turn).isEmpty()) {
        undo(turn, newest.get());
      }
    } else if (!incidents && undoing(turn).isEmpty()) {
      finish(turn);
    }
  }

  /** By policy nothing more is undone while an incident is open (R11). */
  private static boolean standsStill(Turn turn) {
    return !turn.state().incidents().isEmpty()
        && turn.plan().onCompensationFailure() == OnCompensationFailure.STOP;
  }

  /** The newest effect that must be undone and has no open incident. */
  private static Optional<StepState> newestEffect(Turn turn) {
    Optional<StepState> newest = turn.state().steps().newestEffect();
    if (newest.isEmpty() || turn.state().incidents().isEmpty()) {
      return newest.filter(step -> isToUndo(turn, step));
    }
    return turn.state().steps().effects().stream()
        .filter(step -> isToUndo(turn, step))
        .filter(step -> turn.state().incidentOf(step.name()).isEmpty())
        .findFirst();
  }

  /** In a restart, what came before the step to continue from keeps its effect. */
  private static boolean isToUndo(Turn turn, StepState step) {
    Optional<StepName> from = turn.state().control().restartFrom();
    return from.isEmpty() || place(turn, step.name()).stage() >= place(turn, from.get()).stage();
  }

  private static SagaPlan.Place place(Turn turn, StepName step) {
    return turn.plan()
        .place(step)
        .orElseThrow(() -> new IllegalStateException("Expected a plan with step " + step));
  }

  private static List<StepState> undoing(Turn turn) {
    return turn.state().steps().open().stream().filter(step -> step.status().isUndoing()).toList();
  }

  /** Undoes the newest effect of each branch that undoes nothing yet. */
  private static void undoBranches(Turn turn, int stage) {
    List<Integer> busy = new ArrayList<>();
    for (StepState step : undoing(turn)) {
      SagaPlan.Place place = place(turn, step.name());
      if (place.stage() != stage) {
        return;
      }
      busy.add(place.branch());
    }
    for (StepState step : turn.state().steps().effects()) {
      if (standsStill(turn)) {
        return;
      }
      SagaPlan.Place place = place(turn, step.name());
      boolean stuck = turn.state().incidentOf(step.name()).isPresent();
      if (isToUndo(turn, step)
          && place.stage() == stage
          && !busy.contains(place.branch())
          && !stuck) {
        undo(turn, step);
        if (turn.on(step.name()).step().status() != StepStatus.COMPENSATED) {
          busy.add(place.branch());
        }
      }
    }
  }

  private static void undo(Turn turn, StepState step) {
    turn.fire(turn.on(step.name()), StepTrigger.UNDO);
  }

  /** Sends the compensate; a step that has nothing to undo is undone at once. */
  static Optional<Decision.Rejected> undo(StepTurn step) {
    if (step.plan().compensate().isPresent()
        && !step.step().outcomeKnown()
        && CommandRules.fenceMayBeGone(step)) {
      CommandRules.raiseFenceExpired(step);
    } else if (step.plan().compensate().isPresent()) {
      CommandRules.compensate(step, step.step().epoch(), 1);
    } else {
      step.turn().apply(new SagaEvent.StepCompensated(step.name(), false));
    }
    return Optional.empty();
  }

  private static void finish(Turn turn) {
    SagaStatus before = turn.state().status();
    Optional<StepName> from = turn.state().control().restartFrom();
    if (from.isPresent()) {
      restart(turn, from.get());
    } else {
      List<StepName> left = givenUp(turn);
      turn.end(
          left.isEmpty() ? SagaStatus.COMPENSATED : SagaStatus.ENDED_BY_OPERATOR,
          turn.state().unwind(),
          left);
    }
    turn.visited(before, SagaTrigger.ALL_UNDONE);
  }

  /** Effects that an operator left in place. */
  private static List<StepName> givenUp(Turn turn) {
    return turn.state().steps().all().stream()
        .filter(step -> step.status() == StepStatus.COMPENSATION_GIVEN_UP)
        .map(StepState::name)
        .toList();
  }

  private static void restart(Turn turn, StepName from) {
    int stage = place(turn, from).stage();
    List<StepState> reopened =
        turn.state().steps().all().stream()
            .filter(step -> place(turn, step.name()).stage() >= stage)
            .toList();
    List<StepTurn> before = reopened.stream().map(step -> turn.on(step.name())).toList();
    turn.apply(new ControlEvent.Restarted(from, reopened.stream().map(StepState::name).toList()));
    before.forEach(step -> turn.fire(step, StepTrigger.REOPEN));
  }
}
