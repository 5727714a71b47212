package dev.sagas.engine.core;

import dev.sagas.engine.core.SagaState.SagaProgress;
import dev.sagas.protocol.SagaStatus;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Folds events into state.
 *
 * <ul>
 *   <li>Pure, and emits nothing: a replay of the journal uses only this class.
 *   <li>Trusts its events: an event that does not fit the state is a bug or a damaged journal and
 *       throws {@link IllegalStateException}.
 * </ul>
 */
public final class SagaEvolver {
  private SagaEvolver() {}

  /**
   * Applies the events of one transition.
   *
   * @param before empty before the first transition of a run
   * @param nowMs time of the transition, epoch ms
   * @return the state after them, with the chain of the state before
   */
  public static SagaState evolve(Optional<SagaState> before, List<SagaEvent> events, long nowMs) {
    Optional<SagaState> state = before;
    for (SagaEvent event : events) {
      state = Optional.of(evolve(state, event, nowMs));
    }
    return state.orElseThrow(() -> new IllegalStateException("Expected at least one event"));
  }

  /** Applies one event. */
  static SagaState evolve(Optional<SagaState> before, SagaEvent event, long nowMs) {
    if (before.isEmpty() && event instanceof SagaEvent.Started started) {
      return begin(started, nowMs);
    }
    SagaState state =
        before.orElseThrow(
            () -> new IllegalStateException("Expected a started saga before " + event));
    return event.accept(new EventFold(state, nowMs)).at(nowMs).done();
  }

  private static SagaState begin(SagaEvent.Started started, long nowMs) {
    return new SagaState(
        started.identity(),
        ChainLink.START,
        SagaStatus.RUNNING,
        nowMs,
        nowMs,
        started.request(),
        SagaProgress.begun(started.data()),
        OptionalLong.empty());
  }
}
