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
    return before.isPresent()
        ? event.accept(new EventFold(before.get(), nowMs)).at(nowMs).done()
        : event.accept(new First(nowMs));
  }

  /** The state after the first event of a run, which must be its start. */
  private static final class First extends SelectiveEventVisitor<SagaState> {
    private final long nowMs;

    First(long nowMs) {
      this.nowMs = nowMs;
    }

    @Override
    protected SagaState other(SagaEvent event) {
      throw new IllegalStateException("Expected a started saga before " + event);
    }

    @Override
    public SagaState started(SagaEvent.Started event) {
      return begin(event, nowMs);
    }
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
