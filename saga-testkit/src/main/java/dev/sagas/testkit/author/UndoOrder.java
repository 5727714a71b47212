package dev.sagas.testkit.author;

import dev.sagas.orchestrator.core.SagaEvent;
import dev.sagas.orchestrator.core.SagaPlan;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whatever succeeded or became unknown later is undone earlier, but for branches of a group that
 * are undone side by side (R8).
 */
final class UndoOrder {
  private final SagaPlan plan;
  private final Map<StepName, Long> left = new HashMap<>();
  private final Set<StepName> begun = new HashSet<>();

  private UndoOrder(SagaPlan plan) {
    this.plan = plan;
  }

  /**
   * Throws unless it holds.
   *
   * @param events all of a run's; no step is restarted in it
   */
  static void check(List<SagaEvent> events, SagaPlan plan) {
    UndoOrder order = new UndoOrder(plan);
    events.forEach(order::take);
  }

  private void take(SagaEvent event) {
    if (event instanceof SagaEvent.StepSucceeded success) {
      left.put(success.step(), success.sequence());
    } else if (event instanceof SagaEvent.OutcomeUnknown unknown) {
      left.put(unknown.step(), unknown.sequence());
    } else if (event instanceof SagaEvent.StepCompensated compensated) {
      left.remove(compensated.step());
    } else if (event instanceof SagaEvent.CompensationGivenUp givenUp) {
      left.remove(givenUp.step());
    } else if (event instanceof SagaEvent.CommandIssued issued
        && issued.action() == Action.COMPENSATE
        && begun.add(issued.step())) {
      requireLast(issued.step());
    }
  }

  private void requireLast(StepName step) {
    long sequence = left.getOrDefault(step, 0L);
    List<StepName> later =
        left.keySet().stream()
            .filter(other -> left.getOrDefault(other, 0L) > sequence)
            .filter(other -> isUndoable(other) && !isBeside(step, other))
            .sorted()
            .toList();
    if (!later.isEmpty()) {
      throw new SagaTestError(
          "Expected " + later + " to be undone before step " + step + ", but it is after");
    }
  }

  private boolean isUndoable(StepName step) {
    return plan.find(step).filter(found -> found.compensate().isPresent()).isPresent();
  }

  private boolean isBeside(StepName step, StepName other) {
    SagaPlan.Place one = plan.place(step).orElseThrow();
    SagaPlan.Place two = plan.place(other).orElseThrow();
    return one.stage() == two.stage()
        && one.branch() != two.branch()
        && plan.stages().get(one.stage()).undoInParallel();
  }
}
