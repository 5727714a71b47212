package dev.sagas.index.live;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the attempts of each step ended on one instance in the last five minutes.
 *
 * <ul>
 *   <li>Counts what was committed while the instance had the partition.
 *   <li>Bounded: of more than {@value #MAX_STEPS} steps in {@value #SPAN_MS} ms, those that come
 *       last are not counted.
 *   <li>Thread-safe.
 * </ul>
 */
public final class AttemptBoard {
  /** The length of a span, in ms. */
  public static final int SPAN_MS = 30_000;

  /** How many spans are kept. */
  public static final int SPANS = 10;

  static final int MAX_STEPS = 1_000;

  private final Map<Long, Map<AttemptedStep, Sum>> spans = new TreeMap<>();

  /** Counts of one step in one span, which each attempt changes in place; guarded by the board. */
  private static final class Sum {
    private long succeeded;
    private long rejected;
    private long failed;
    private final long[] replies = new long[AttemptCounts.numberOfBounds()];

    void add(AttemptResult result, OptionalLong replyMs) {
      switch (result) {
        case SUCCEEDED -> succeeded++;
        case REJECTED -> rejected++;
        case FAILED -> failed++;
      }
      if (replyMs.isPresent()) {
        replies[AttemptCounts.placeOf(replyMs.getAsLong())]++;
      }
    }

    AttemptCounts counts() {
      SortedMap<Long, Long> times = new TreeMap<>();
      for (int place = 0; place < replies.length; place++) {
        if (replies[place] > 0) {
          times.put(AttemptCounts.boundAt(place), replies[place]);
        }
      }
      return new AttemptCounts(succeeded, rejected, failed, times);
    }
  }

  /** An attempt ended. */
  public synchronized void add(EndedAttempt ended) {
    long span = Math.floorDiv(ended.atMs(), (long) SPAN_MS);
    Map<AttemptedStep, Sum> own = spans.get(span);
    if (own == null) {
      spans.keySet().removeIf(begin -> begin <= span - SPANS);
      own = new HashMap<>();
      spans.put(span, own);
    }
    Sum sum = own.get(ended.step());
    if (sum == null && own.size() < MAX_STEPS) {
      sum = new Sum();
      own.put(ended.step(), sum);
    }
    if (sum != null) {
      sum.add(ended.result(), ended.replyMs());
    }
  }

  /** The counts of the last five minutes. */
  public synchronized Map<AttemptedStep, AttemptCounts> counts(long nowMs) {
    long oldest = Math.floorDiv(nowMs, (long) SPAN_MS) - SPANS + 1;
    Map<AttemptedStep, AttemptCounts> sums = new HashMap<>();
    spans.forEach(
        (span, own) -> {
          if (span >= oldest) {
            own.forEach((step, sum) -> sums.merge(step, sum.counts(), AttemptCounts::plus));
          }
        });
    return sums;
  }
}
