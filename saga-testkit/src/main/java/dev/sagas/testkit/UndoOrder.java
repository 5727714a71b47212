package dev.sagas.testkit;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaPlan;
import dev.sagas.engine.core.SelectiveEventVisitor;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whatever succeeded or became unknown later is undone earlier, but for branches of a group that
 * are undone in parallel (R8).
 */
final class UndoOrder extends SelectiveEventVisitor<UndoOrder> {
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
    events.forEach(event -> event.accept(order));
  }

  @Override
  protected UndoOrder other(SagaEvent event) {
    return this;
  }

  @Override
  public UndoOrder stepSucceeded(SagaEvent.StepSucceeded event) {
    left.put(event.step(), event.sequence());
    return this;
  }

  @Override
  public UndoOrder outcomeUnknown(SagaEvent.OutcomeUnknown event) {
    left.put(event.step(), event.sequence());
    return this;
  }

  @Override
  public UndoOrder stepCompensated(SagaEvent.StepCompensated event) {
    left.remove(event.step());
    return this;
  }

  @Override
  public UndoOrder compensationGivenUp(SagaEvent.CompensationGivenUp event) {
    left.remove(event.step());
    return this;
  }

  @Override
  public UndoOrder commandIssued(SagaEvent.CommandIssued event) {
    if (event.action() == Action.COMPENSATE && begun.add(event.step())) {
      requireLast(event.step());
    }
    return this;
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
