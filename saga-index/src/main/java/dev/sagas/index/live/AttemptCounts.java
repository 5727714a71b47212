package dev.sagas.index.live;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

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
  private static final int BOUNDS_PER_DOUBLING = 4;

  /** The last bound is more than a year. */
  private static final int DOUBLINGS = 35;

  private static final long[] BOUNDS = bounds();

  /** None. */
  public static final AttemptCounts NONE = new AttemptCounts(0, 0, 0, new TreeMap<>());

  public AttemptCounts {
    replyTimes = new TreeMap<>(replyTimes);
  }

  private static long[] bounds() {
    return IntStream.rangeClosed(0, BOUNDS_PER_DOUBLING * DOUBLINGS)
        .mapToLong(i -> (long) Math.ceil(Math.pow(2, (double) i / BOUNDS_PER_DOUBLING) - 1e-9))
        .distinct()
        .toArray();
  }

  /** How many bounds there are. */
  static int numberOfBounds() {
    return BOUNDS.length;
  }

  /** The place among the bounds of the one that a reply time is counted by. */
  static int placeOf(long replyMs) {
    int found = Arrays.binarySearch(BOUNDS, Math.max(1, replyMs));
    return found >= 0 ? found : Math.min(-found - 1, BOUNDS.length - 1);
  }

  /** The bound at a place: at most 19 % longer than what is counted by it, or 1 ms. */
  static long boundAt(int place) {
    return BOUNDS[place];
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
