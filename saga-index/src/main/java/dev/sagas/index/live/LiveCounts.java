package dev.sagas.index.live;

import java.util.HashMap;
import java.util.Map;

/** Counts sagas by what they have in common. Not thread-safe. */
public final class LiveCounts {
  private final Map<CountKey, Long> sagas = new HashMap<>();
  private final Map<WaitCount, Long> waits = new HashMap<>();

  /** Nothing counted yet. */
  public LiveCounts() {}

  /** One saga more. */
  public void add(LiveSaga saga) {
    count(saga, 1);
  }

  /** One saga less. */
  void remove(LiveSaga saga) {
    count(saga, -1);
  }

  private void count(LiveSaga saga, long by) {
    add(sagas, saga.counted(), by);
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

  /** How many sagas there are of each kind; each saga counts once. */
  public Map<CountKey, Long> sagas() {
    return Map.copyOf(sagas);
  }

  /** How many waits there are of each kind; a saga counts for each of its waits. */
  public Map<WaitCount, Long> waits() {
    return Map.copyOf(waits);
  }
}
