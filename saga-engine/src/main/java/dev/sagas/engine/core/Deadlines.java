package dev.sagas.engine.core;

import dev.sagas.protocol.SagaStatus;
import java.util.OptionalLong;

/** When a saga's timer must fire next. */
public final class Deadlines {
  private Deadlines() {}

  /**
   * The earliest time at which {@link SagaInput.TimerDue} has something to do, epoch ms.
   *
   * <ul>
   *   <li>An ended saga: when its tombstone may go.
   *   <li>A saga that is paused, or has an incident as a whole: never, it waits for an operator.
   *   <li>Else: the earliest time-out, back-off, sleep or wait of its steps, or its deadline. A
   *       step with an incident has nothing pending.
   * </ul>
   */
  public static OptionalLong nextDue(SagaState state) {
    if (state.status().isTerminal()) {
      return state.forgetAtMs();
    }
    if (state.isFrozen()) {
      return OptionalLong.empty();
    }
    OptionalLong earliest = deadline(state);
    for (StepState step : state.steps().open()) {
      earliest = earlier(earliest, step.dueAtMs());
    }
    return earliest;
  }

  private static OptionalLong earlier(OptionalLong one, OptionalLong other) {
    return other.isEmpty() || (one.isPresent() && one.getAsLong() <= other.getAsLong())
        ? one
        : other;
  }

  /** The saga's deadline, while it applies: until it turns back or the pivot is sent (R13). */
  static OptionalLong deadline(SagaState state) {
    return state.status() == SagaStatus.RUNNING && !state.control().pivotSent()
        ? state.request().deadlineAtMs()
        : OptionalLong.empty();
  }
}
