package dev.sagas.index.live;

import dev.sagas.protocol.SagaId;
import java.util.HashMap;
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
  private final Map<CountKey, Long> counts = new HashMap<>();
  private final Map<WaitCount, Long> waits = new HashMap<>();
  private final Set<SagaId> gone = new HashSet<>();

  private volatile boolean filled;

  /** A committed state. */
  synchronized void put(LiveSaga saga) {
    gone.remove(saga.id());
    count(saga, 1);
    LiveSaga before = sagas.put(saga.id(), saga);
    if (before != null) {
      count(before, -1);
    }
  }

  /** A saga has ended, or was forgotten. */
  synchronized void remove(SagaId id) {
    if (!filled) {
      gone.add(id);
    }
    LiveSaga before = sagas.remove(id);
    if (before != null) {
      count(before, -1);
    }
  }

  /** A state that was read from the store. */
  synchronized void fill(LiveSaga saga) {
    if (!gone.contains(saga.id()) && sagas.putIfAbsent(saga.id(), saga) == null) {
      count(saga, 1);
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

  private void count(LiveSaga saga, long by) {
    add(counts, saga.counted(), by);
    for (LiveWait wait : saga.waits()) {
      add(waits, new WaitCount(saga.definition(), wait.key()), by);
    }
  }

  private static <K> void add(Map<K, Long> counts, K key, long by) {
    long after = counts.getOrDefault(key, 0L) + by;
    if (after == 0) {
      counts.remove(key);
    } else {
      counts.put(key, after);
    }
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
    return Map.copyOf(counts);
  }

  synchronized Map<WaitCount, Long> waits() {
    return Map.copyOf(waits);
  }
}
