package dev.sagas.index.live;

import dev.sagas.protocol.SagaId;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The live sagas of one partition.
 *
 * <ul>
 *   <li>While it is being filled from the store, what is committed at the same time counts: it is
 *       newer than what the filling reads, and what has ended meanwhile does not come back.
 *   <li>Thread-safe; readers never wait for writers.
 * </ul>
 */
final class PartitionIndex {
  private final Map<SagaId, LiveSaga> sagas = new ConcurrentHashMap<>();
  private final LiveCounts counts = new LiveCounts();
  private final Set<SagaId> gone = new HashSet<>();

  private volatile boolean filled;

  /** A committed state. */
  synchronized void put(LiveSaga saga) {
    gone.remove(saga.id());
    counts.add(saga);
    LiveSaga before = sagas.put(saga.id(), saga);
    if (before != null) {
      counts.remove(before);
    }
  }

  /** A saga has ended, or was forgotten. */
  synchronized void remove(SagaId id) {
    if (!filled) {
      gone.add(id);
    }
    LiveSaga before = sagas.remove(id);
    if (before != null) {
      counts.remove(before);
    }
  }

  /** A state that was read from the store. */
  synchronized void fill(LiveSaga saga) {
    if (!gone.contains(saga.id()) && sagas.putIfAbsent(saga.id(), saga) == null) {
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
    return sagas.values().stream();
  }

  Optional<LiveSaga> find(SagaId id) {
    return Optional.ofNullable(sagas.get(id));
  }

  int size() {
    return sagas.size();
  }

  synchronized Map<CountKey, Long> counts() {
    return counts.sagas();
  }

  synchronized Map<WaitCount, Long> waits() {
    return counts.waits();
  }
}
