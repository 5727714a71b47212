package dev.sagas.orchestrator.core;

import java.util.OptionalLong;

/** When a saga's timer has to ring next. */
public final class Deadlines {
  private Deadlines() {}

  /**
   * The earliest time at which {@link SagaInput.TimerDue} has something to do, epoch ms.
   *
   * <ul>
   *   <li>An ended saga: when its tombstone may go.
   *   <li>A saga with an incident: never, it waits for an operator or a late reply.
   *   <li>Else: the earliest time-out or back-off of its steps.
   * </ul>
   */
  public static OptionalLong nextDue(SagaState state) {
    if (state.status().isTerminal()) {
      return OptionalLong.of(state.forgetAtMs());
    }
    if (state.incident().isPresent()) {
      return OptionalLong.empty();
    }
    return state.steps().stream()
        .filter(step -> step.status().isTimed())
        .mapToLong(StepState::dueAtMs)
        .min();
  }

  /** True once the pivot's execute was sent. */
  static boolean pivotBegun(SagaState state, ExecutableSaga saga) {
    return saga.steps().stream().limit(state.steps().size()).anyMatch(StepPlan::pivot);
  }
}
