package dev.sagas.index.live;

import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How some attempts ended.
 *
 * @param succeeded that were answered with a success
 * @param rejected that the participant refused to do
 * @param failed that were answered with a technical failure, or not in time
 * @param replyTimes how many answers took at most so many ms, and more than the next smaller number
 */
public record AttemptCounts(
    long succeeded, long rejected, long failed, SortedMap<Long, Long> replyTimes) {
  /** Neighbouring bounds of reply times differ by a factor of the fourth root of 2. */
  private static final double BOUNDS_PER_DOUBLING = 4;

  /** None. */
  public static final AttemptCounts NONE = new AttemptCounts(0, 0, 0, new TreeMap<>());

  public AttemptCounts {
    replyTimes = new TreeMap<>(replyTimes);
  }

  /** The bound that a reply time is counted by, at most 19 % longer than it, or 1 ms. */
  static long bound(long replyMs) {
    double doublings = Math.log((double) Math.max(1, replyMs)) / Math.log(2);
    double bounds = Math.ceil(doublings * BOUNDS_PER_DOUBLING - 1e-9);
    return (long) Math.ceil(Math.pow(2, bounds / BOUNDS_PER_DOUBLING) - 1e-9);
  }

  /** These and others. */
  public AttemptCounts plus(AttemptCounts other) {
    SortedMap<Long, Long> times = new TreeMap<>(replyTimes);
    other.replyTimes.forEach((bound, count) -> times.merge(bound, count, Long::sum));
    return new AttemptCounts(
        succeeded + other.succeeded, rejected + other.rejected, failed + other.failed, times);
  }

  /**
   * The time within which a share of the answers came, in ms; empty if there was none.
   *
   * @param percent 1 to 100
   */
  public OptionalLong percentileMs(int percent) {
    long all = replyTimes.values().stream().mapToLong(Long::longValue).sum();
    long missing = (all * percent + 99) / 100;
    for (Map.Entry<Long, Long> bucket : replyTimes.entrySet()) {
      missing -= bucket.getValue();
      if (missing <= 0) {
        return OptionalLong.of(bucket.getKey());
      }
    }
    return OptionalLong.empty();
  }
}
