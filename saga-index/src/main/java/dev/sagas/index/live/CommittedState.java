package dev.sagas.index.live;

import dev.sagas.engine.core.BufferedSignal;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.StepState;
import dev.sagas.protocol.SagaId;

/**
 * A state that is or will be committed, with what the index needs of it at once, so that it need
 * not look at the rest before somebody asks.
 *
 * @param bytes of what may be long in it; the rest is bounded by the definition
 */
public record CommittedState(SagaId saga, boolean ended, long bytes, SagaState state) {
  /** Looks at all of it. */
  public static CommittedState of(SagaState state) {
    return new CommittedState(
        state.identity().id(), state.status().isTerminal(), bytes(state), state);
  }

  private static long bytes(SagaState state) {
    long sum = state.data().size();
    for (StepState step : state.steps().all()) {
      sum += step.outcome().reply().map(Bytes::size).orElse(0);
    }
    for (BufferedSignal signal : state.signals()) {
      sum += signal.payload().size();
    }
    return sum;
  }
}
