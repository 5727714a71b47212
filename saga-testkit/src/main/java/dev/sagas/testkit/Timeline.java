package dev.sagas.testkit;

import java.util.Optional;
import java.util.PriorityQueue;

/** Virtual time: what is to happen, in order; at the same time in the order of planning. */
final class Timeline {
  private final PriorityQueue<Planned> planned = new PriorityQueue<>();
  private long nowMs;
  private long sequence;
  private int prompt;

  Timeline(long nowMs) {
    this.nowMs = nowMs;
  }

  /**
   * Something that is to happen.
   *
   * @param prompt false if a test has to let time pass for it
   */
  private record Planned(long atMs, long sequence, boolean prompt, Runnable what)
      implements Comparable<Planned> {
    @Override
    public int compareTo(Planned other) {
      int byTime = Long.compare(atMs, other.atMs);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }

  /** Epoch ms. */
  long nowMs() {
    return nowMs;
  }

  /** Plans something that the saga does not have to be driven to. */
  void soon(long inMs, Runnable what) {
    plan(nowMs + inMs, true, what);
  }

  /** Plans something that comes when a test lets time pass. */
  void later(long inMs, Runnable what) {
    plan(nowMs + inMs, false, what);
  }

  private void plan(long atMs, boolean isPrompt, Runnable what) {
    planned.add(new Planned(Math.max(atMs, nowMs), sequence++, isPrompt, what));
    prompt += isPrompt ? 1 : 0;
  }

  /** True if something is planned that comes by itself. */
  boolean hasPrompt() {
    return prompt > 0;
  }

  /** When the next thing happens, epoch ms. */
  Optional<Long> nextMs() {
    return Optional.ofNullable(planned.peek()).map(Planned::atMs);
  }

  /** Lets time pass, if it is not that late already. */
  void passTo(long atMs) {
    nowMs = Math.max(nowMs, atMs);
  }

  /** Lets the next thing happen. */
  void runNext() {
    Planned next = planned.remove();
    prompt -= next.prompt() ? 1 : 0;
    passTo(next.atMs());
    next.what().run();
  }
}
