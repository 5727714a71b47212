package dev.sagas.dev.simulate;

import java.util.PriorityQueue;

/**
 * Virtual time: what is to happen, in order; at the same time what goes first, then in the order of
 * planning.
 */
final class Timeline {
  private final PriorityQueue<Planned> planned = new PriorityQueue<>();
  private long nowMs;
  private long sequence;

  Timeline(long nowMs) {
    this.nowMs = nowMs;
  }

  private record Planned(long atMs, int rank, long sequence, Runnable what)
      implements Comparable<Planned> {
    @Override
    public int compareTo(Planned other) {
      int byTime = Long.compare(atMs, other.atMs);
      int byRank = byTime != 0 ? byTime : Integer.compare(rank, other.rank);
      return byRank != 0 ? byRank : Long.compare(sequence, other.sequence);
    }
  }

  /** Epoch ms. */
  long nowMs() {
    return nowMs;
  }

  /** Plans something; what would be in the past happens now. */
  void at(long atMs, Runnable what) {
    planned.add(new Planned(Math.max(atMs, nowMs), 1, sequence++, what));
  }

  /**
   * Plans something that goes before everything else of its time: whether other sagas had it
   * planned earlier then makes no difference.
   */
  void firstAt(long atMs, Runnable what) {
    planned.add(new Planned(Math.max(atMs, nowMs), 0, sequence++, what));
  }

  void after(long ms, Runnable what) {
    at(nowMs + ms, what);
  }

  /** Runs until nothing is planned. */
  void run() {
    for (Planned next = planned.poll(); next != null; next = planned.poll()) {
      nowMs = next.atMs();
      next.what().run();
    }
  }
}
