package dev.sagas.engine.wire;

import dev.sagas.engine.core.SagaState;
import java.util.OptionalLong;

/**
 * What the store holds for one saga.
 *
 * @param timerAtMs due time of the saga's one entry in the timer store, epoch ms
 */
public record Checkpoint(SagaState state, OptionalLong timerAtMs) {
  /** A checkpoint without a timer. */
  public static Checkpoint of(SagaState state) {
    return new Checkpoint(state, OptionalLong.empty());
  }
}
