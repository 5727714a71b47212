package dev.sagas.chaos.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * When sagas of each partition ended.
 *
 * <ul>
 *   <li>Times are of a clock that never steps; those of one partition never fall.
 *   <li>Thread-safe.
 * </ul>
 */
public final class ProgressGaps {
  private final Map<Integer, List<Long>> ends = new TreeMap<>();

  /** Of so many partitions, in which no saga has ended yet. */
  public ProgressGaps(int partitions) {
    for (int partition = 0; partition < partitions; partition++) {
      ends.put(partition, new ArrayList<>());
    }
  }

  synchronized void ended(int partition, long atMs) {
    List<Long> times = ends.get(partition);
    if (times == null) {
      throw new IllegalArgumentException(
          "Expected one of the partitions %s, but got %s".formatted(ends.keySet(), partition));
    }
    times.add(atMs);
  }

  /** How many have ended, in all partitions. */
  public synchronized long count() {
    return ends.values().stream().mapToLong(List::size).sum();
  }

  /** True if in each partition sagas have ended since then. */
  public synchronized boolean haveAllMovedSince(long ms) {
    return ends.values().stream()
        .allMatch(times -> !times.isEmpty() && times.get(times.size() - 1) > ms);
  }

  /**
   * The longest time between two ends in one partition, of the times that overlap a window.
   *
   * <ul>
   *   <li>The time before the first end counts from the window's beginning, that after the last one
   *       to the window's end.
   * </ul>
   */
  public synchronized long longestMs(long fromMs, long toMs) {
    return ends.values().stream()
        .mapToLong(times -> longestMs(times, fromMs, toMs))
        .max()
        .orElse(0);
  }

  private static long longestMs(List<Long> times, long fromMs, long toMs) {
    long longestMs = 0;
    long lastMs = fromMs;
    for (long atMs : times) {
      if (atMs > fromMs) {
        longestMs = Math.max(longestMs, atMs - lastMs);
      }
      lastMs = atMs;
      if (atMs > toMs) {
        return longestMs;
      }
    }
    return Math.max(longestMs, toMs - Math.max(lastMs, fromMs));
  }
}
