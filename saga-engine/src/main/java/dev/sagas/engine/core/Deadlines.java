package dev.sagas.engine.core;

import dev.sagas.protocol.SagaStatus;
import java.util.OptionalLong;
import java.util.stream.LongStream;

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
      return OptionalLong.of(state.forgetAtMs());
    }
    if (state.isFrozen()) {
      return OptionalLong.empty();
    }
    LongStream ofSteps =
        state.steps().open().stream().mapToLong(StepState::dueAtMs).filter(due -> due != 0);
    return LongStream.concat(ofSteps, deadline(state).stream()).min();
  }

  /** The saga's deadline, while it applies: until it turns back or the pivot is sent (R13). */
  static OptionalLong deadline(SagaState state) {
    return state.status() == SagaStatus.RUNNING && !state.control().pivotSent()
        ? state.request().deadlineAtMs()
        : OptionalLong.empty();
  }
}
