package dev.sagas.index.live;

import dev.sagas.engine.core.SagaState;
import dev.sagas.protocol.SagaId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The live sagas of one partition.
 *
 * <ul>
 *   <li>A committed state is read when somebody asks, or when too many are unread: who asks sees
 *       all that was committed before.
 *   <li>While it is being filled from the store, what is committed at the same time counts: it is
 *       newer than what the filling reads, and what has ended meanwhile does not return.
 *   <li>Thread-safe. Who asks holds writers up while the unread states are read, some milliseconds
 *       at most, and not while sagas are looked at.
 * </ul>
 */
final class PartitionIndex {
  private final SagaReader reader;
  private final Map<SagaId, LiveSaga> sagas = new ConcurrentHashMap<>();
  private final LiveCounts counts = new LiveCounts();
  private final UnreadStates unread = new UnreadStates();
  private final Set<SagaId> gone = new HashSet<>();

  private volatile boolean filled;

  PartitionIndex(SagaReader reader) {
    this.reader = reader;
  }

  /** Committed states, the oldest first; a saga that has ended leaves the index. */
  synchronized void committed(List<CommittedState> states) {
    for (CommittedState state : states) {
      if (state.ended()) {
        remove(state.saga());
      } else {
        put(state);
      }
    }
  }

  private void put(CommittedState state) {
    if (!filled) {
      gone.remove(state.saga());
    }
    unread.put(state, this::read);
  }

  private void read(SagaState state) {
    LiveSaga saga = reader.read(state);
    counts.add(saga);
    LiveSaga before = sagas.put(saga.id(), saga);
    if (before != null) {
      counts.remove(before);
    }
  }

  private void readAll() {
    unread.takeAll().forEach(this::read);
  }

  private void remove(SagaId id) {
    if (!filled) {
      gone.add(id);
    }
    unread.remove(id);
    LiveSaga before = sagas.remove(id);
    if (before != null) {
      counts.remove(before);
    }
  }

  /** A state that was read from the store. */
  synchronized void fill(LiveSaga saga) {
    SagaId id = saga.id();
    if (!gone.contains(id) && unread.find(id).isEmpty() && sagas.putIfAbsent(id, saga) == null) {
      counts.add(saga);
    }
  }

  /** Everything in the store was read. */
  synchronized void filled() {
    filled = true;
    gone.clear();
  }

  boolean isFilled() {
    return filled;
  }

  /** The sagas; those that change meanwhile may be given as they were or as they are. */
  Stream<LiveSaga> sagas() {
    synchronized (this) {
      readAll();
    }
    return sagas.values().stream();
  }

  synchronized Optional<LiveSaga> find(SagaId id) {
    return unread.find(id).map(reader::read).or(() -> Optional.ofNullable(sagas.get(id)));
  }

  synchronized int size() {
    readAll();
    return sagas.size();
  }

  synchronized Map<CountKey, Long> counts() {
    readAll();
    return counts.sagas();
  }

  synchronized Map<WaitCount, Long> waits() {
    readAll();
    return counts.waits();
  }
}
