package dev.sagas.index.live;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Map<Long, Long> replyTimes = new HashMap<>();

    void add(AttemptCounts more) {
      succeeded += more.succeeded();
      rejected += more.rejected();
      failed += more.failed();
      more.replyTimes().forEach((bound, count) -> replyTimes.merge(bound, count, Long::sum));
    }

    AttemptCounts counts() {
      return new AttemptCounts(succeeded, rejected, failed, new TreeMap<>(replyTimes));
    }
  }

  /**
   * A saga changed.
   *
   * @param before empty for a start, and if it is not known
   * @param byInput whether a record caused it: what a timer ends was not answered
   */
  public void changed(
      Optional<SagaState> before, SagaState after, List<SagaEvent> events, boolean byInput) {
    if (before.isPresent()) {
      EndedAttempts ended = new EndedAttempts(before.get(), after, byInput);
      events.forEach(event -> event.accept(ended));
      ended.counts().forEach((step, counts) -> add(step, counts, after.updatedAtMs()));
    }
  }

  synchronized void add(AttemptedStep step, AttemptCounts counts, long atMs) {
    long span = Math.floorDiv(atMs, (long) SPAN_MS);
    spans.keySet().removeIf(begin -> begin <= span - SPANS);
    Map<AttemptedStep, Sum> own = spans.computeIfAbsent(span, each -> new HashMap<>());
    if (own.size() < MAX_STEPS || own.containsKey(step)) {
      own.computeIfAbsent(step, each -> new Sum()).add(counts);
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
