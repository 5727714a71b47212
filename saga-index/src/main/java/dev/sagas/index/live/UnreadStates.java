package dev.sagas.index.live;

import dev.sagas.engine.core.SagaState;
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

  private final Map<SagaId, CommittedState> states = new LinkedHashMap<>();
  private long bytes;

  /** Keeps the newest state of a saga, and passes on what is too much then. */
  void put(CommittedState state, Consumer<SagaState> tooMuch) {
    CommittedState before = states.put(state.saga(), state);
    bytes += state.bytes() - (before == null ? 0 : before.bytes());
    if (states.size() > MAX_SAGAS || bytes > MAX_BYTES) {
      passOn(tooMuch);
    }
  }

  private void passOn(Consumer<SagaState> tooMuch) {
    Iterator<CommittedState> oldest = states.values().iterator();
    while (states.size() > MAX_SAGAS || bytes > MAX_BYTES) {
      CommittedState first = oldest.next();
      oldest.remove();
      bytes -= first.bytes();
      tooMuch.accept(first.state());
    }
  }

  Optional<SagaState> find(SagaId id) {
    return Optional.ofNullable(states.get(id)).map(CommittedState::state);
  }

  void remove(SagaId id) {
    CommittedState before = states.remove(id);
    bytes -= before == null ? 0 : before.bytes();
  }

  /** All of them, which are not kept any more. */
  List<SagaState> takeAll() {
    List<SagaState> all = new ArrayList<>(states.size());
    states.values().forEach(committed -> all.add(committed.state()));
    states.clear();
    bytes = 0;
    return all;
  }
}
