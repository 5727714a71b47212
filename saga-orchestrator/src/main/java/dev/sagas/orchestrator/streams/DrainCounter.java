package dev.sagas.orchestrator.streams;

/**
 * Counts down the records of what a stream thread has polled, so that the engine can commit as soon
 * as all of them are processed: not per record and not by the clock.
 *
 * <ul>
 *   <li>Kept per thread: the consumer polls and the processors process on the same stream thread.
 *   <li>An estimate at most: when partitions are taken away some records are never processed.
 *       {@link #reset()} makes up for it, and the commit interval remains as the fallback.
 * </ul>
 */
public final class DrainCounter {
  private final ThreadLocal<int[]> pending = ThreadLocal.withInitial(() -> new int[1]);

  void polled(int records) {
    pending.get()[0] += records;
  }

  /** Counts one record as processed; returns true if it was the last of what was polled. */
  boolean processed() {
    int[] count = pending.get();
    count[0] = Math.max(0, count[0] - 1);
    return count[0] == 0;
  }

  void reset() {
    pending.get()[0] = 0;
  }
}
