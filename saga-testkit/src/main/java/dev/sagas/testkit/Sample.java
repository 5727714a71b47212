package dev.sagas.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Keeps everything that it is offered, or a fair sample if that is too much (reservoir sampling,
 * Vitter 1985, algorithm R).
 *
 * @param <T> what is kept
 */
final class Sample<T> {
  private final int capacity;
  private final SplittableRandom random;
  private final List<T> kept = new ArrayList<>();
  private long offered;

  Sample(int capacity, long seed) {
    this.capacity = Math.max(0, capacity);
    this.random = new SplittableRandom(seed);
  }

  void offer(T item) {
    offered++;
    if (kept.size() < capacity) {
      kept.add(item);
      return;
    }
    long place = random.nextLong(offered);
    if (place < capacity) {
      kept.set((int) place, item);
    }
  }

  List<T> list() {
    return List.copyOf(kept);
  }

  /** How many were offered that are not kept. */
  long leftOut() {
    return offered - kept.size();
  }
}
