package dev.sagas.engine.core;

import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether what a saga has begun, done and undone is the beginning of another plan, in its order.
 *
 * <ul>
 *   <li>A step comes <em>before</em> another if it is in an earlier stage, or earlier in the same
 *       branch. Branches of one group have no order among each other.
 * </ul>
 */
final class MigrationOrder {
  private final SagaState state;
  private final SagaPlan target;
  private final Map<StepName, Integer> described = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  private MigrationOrder(SagaState state, SagaPlan target) {
    this.state = state;
    this.target = target;
    target.steps().forEach(step -> described.put(step.name(), described.size()));
  }

  /** What is in another order, or was left out. */
  static List<String> problems(SagaState state, SagaPlan target) {
    MigrationOrder order = new MigrationOrder(state, target);
    List<StepState> begun =
        state.steps().all().stream().filter(step -> target.find(step.name()).isPresent()).toList();
    for (int later = 1; later < begun.size(); later++) {
      order.checkAgainst(begun.subList(0, later), begun.get(later));
    }
    begun.forEach(step -> order.checkPassed(step, begun));
    order.checkLeftOut();
    return order.problems;
  }

  /** True if the target runs the one before the other. */
  private boolean isBefore(StepName one, StepName other) {
    SagaPlan.Place first = target.place(one).orElseThrow();
    SagaPlan.Place second = target.place(other).orElseThrow();
    if (first.stage() != second.stage()) {
      return first.stage() < second.stage();
    }
    return first.branch() == second.branch() && index(one) < index(other);
  }

  private int index(StepName step) {
    return Optional.ofNullable(described.get(step)).orElseThrow();
  }

  /** Compares a step with those that began before it. */
  private void checkAgainst(List<StepState> earlier, StepState step) {
    if (earlier.stream().anyMatch(ran -> isBefore(step.name(), ran.name()))) {
      problems.add("step " + step.name() + " comes before steps that ran before it");
      return;
    }
    boolean endedFirst =
        earlier.stream().anyMatch(ran -> isBefore(ran.name(), step.name()) && isNewer(ran, step));
    if (endedFirst) {
      problems.add("step " + step.name() + " ended before steps that it comes after");
    }
  }

  /** True if both may have had an effect, and that of the first is the later one. */
  private static boolean isNewer(StepState one, StepState other) {
    return one.sequence().isPresent()
        && other.sequence().isPresent()
        && one.sequence().getAsLong() > other.sequence().getAsLong();
  }

  /** Nothing may have run after a step that was not over, and nothing be undone before its turn. */
  private void checkPassed(StepState step, List<StepState> begun) {
    boolean isFollowed =
        begun.stream().anyMatch(other -> isBefore(step.name(), other.name()) && hasRun(other));
    if (isFollowed && !isOver(step)) {
      problems.add("step " + step.name() + " is " + step.status() + ", and steps after it ran");
    }
    boolean undoneTooEarly =
        step.status() == StepStatus.COMPENSATED
            && step.attempts().undoEpoch().isPresent()
            && begun.stream().anyMatch(other -> isToBeUndoneBefore(other, step));
    if (undoneTooEarly) {
      problems.add("step " + step.name() + " is undone, and steps that come first are not");
    }
  }

  private static boolean hasRun(StepState step) {
    return step.status() != StepStatus.PENDING && step.status() != StepStatus.ABANDONED;
  }

  private static boolean isOver(StepState step) {
    return switch (step.status()) {
      case SUCCEEDED,
          SKIPPED,
          COMPENSATED,
          COMPENSATION_GIVEN_UP,
          COMPENSATING,
          COMPENSATE_BACKOFF ->
          true;
      case PENDING,
          EXECUTING,
          EXECUTE_BACKOFF,
          SLEEPING,
          WAITING,
          REJECTED,
          OUTCOME_UNKNOWN,
          ABANDONED ->
          false;
    };
  }

  /** True if the unwind would have come to {@code newer} first. */
  private boolean isToBeUndoneBefore(StepState newer, StepState undone) {
    boolean waits =
        newer.awaitsUndo() && isNewer(newer, undone) && state.incidentOf(newer.name()).isEmpty();
    SagaPlan.Place place = target.place(newer.name()).orElseThrow();
    SagaPlan.Place other = target.place(undone.name()).orElseThrow();
    boolean sideBySide =
        place.stage() == other.stage()
            && place.branch() != other.branch()
            && target.stages().get(place.stage()).undoInParallel();
    return waits && !sideBySide;
  }

  /** A step that was not begun, although one that comes after it was, would never run. */
  private void checkLeftOut() {
    for (StepPlan plan : target.steps()) {
      boolean isLeftOut =
          state.step(plan.name()).isEmpty()
              && state.steps().all().stream()
                  .filter(step -> target.find(step.name()).isPresent())
                  .anyMatch(begun -> isBefore(plan.name(), begun.name()));
      if (isLeftOut) {
        problems.add("step " + plan.name() + " did not run, and its turn is over");
      }
    }
  }
}
