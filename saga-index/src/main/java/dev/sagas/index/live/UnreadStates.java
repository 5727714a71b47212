package dev.sagas.index.live;

import dev.sagas.engine.core.BufferedSignal;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.StepState;
import dev.sagas.protocol.SagaId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * States of one partition that were committed and that nobody has asked for yet. Most sagas change
 * again, or end, before anybody does: those need not be read and counted at all.
 *
 * <ul>
 *   <li>Bounded in sagas and in bytes of data: what is too much is passed on, the oldest first.
 *   <li>Not thread-safe.
 * </ul>
 */
final class UnreadStates {
  static final int MAX_SAGAS = 2_000;
  static final int MAX_BYTES = 4 * 1024 * 1024;

  private final Map<SagaId, SagaState> states = new LinkedHashMap<>();
  private long bytes;

  /** Keeps the newest state of a saga, and passes on what is too much then. */
  void put(SagaState state, Consumer<SagaState> tooMuch) {
    SagaState before = states.put(state.identity().id(), state);
    bytes += bytes(state) - (before == null ? 0 : bytes(before));
    Iterator<SagaState> oldest = states.values().iterator();
    while (states.size() > MAX_SAGAS || bytes > MAX_BYTES) {
      SagaState first = oldest.next();
      oldest.remove();
      bytes -= bytes(first);
      tooMuch.accept(first);
    }
  }

  Optional<SagaState> find(SagaId id) {
    return Optional.ofNullable(states.get(id));
  }

  void remove(SagaId id) {
    SagaState before = states.remove(id);
    bytes -= before == null ? 0 : bytes(before);
  }

  /** All of them, which are not kept any more. */
  List<SagaState> takeAll() {
    List<SagaState> all = new ArrayList<>(states.values());
    states.clear();
    bytes = 0;
    return all;
  }

  /** Of what may be long in a state; the rest is bounded by the definition. */
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
