package dev.sagas.orchestrator.claims;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What is counted of large values since the process began. */
public final class ClaimFigures {
  private final LongAdder storedBytes = new LongAdder();
  private final LongAdder loadedBytes = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final Map<Integer, Integer> waiting = new ConcurrentHashMap<>();

  ClaimFigures() {}

  void stored(long bytes) {
    storedBytes.add(bytes);
  }

  void loaded(long bytes) {
    loadedBytes.add(bytes);
  }

  void failed() {
    failures.increment();
  }

  /** So many inputs of a partition wait for the store now. */
  public void waiting(int partition, int inputs) {
    if (inputs == 0) {
      waiting.remove(partition);
    } else {
      waiting.put(partition, inputs);
    }
  }

  /** Bytes of the values that were stored. */
  public long storedBytes() {
    return storedBytes.sum();
  }

  /** Bytes of the values that were loaded. */
  public long loadedBytes() {
    return loadedBytes.sum();
  }

  /** How often the store did not answer, or not in time. */
  public long failures() {
    return failures.sum();
  }

  /** Inputs that wait for the store. */
  public int waitingInputs() {
    return waiting.values().stream().mapToInt(Integer::intValue).sum();
  }
}
