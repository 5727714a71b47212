package dev.sagas.index.live;

import dev.sagas.protocol.SagaStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many sagas began and ended on one instance in each {@value #SPAN_MS} ms of the last hour, and
 * why sagas turned back.
 *
 * <ul>
 *   <li>Counts what was committed while the instance had the partition: what another instance did
 *       before a takeover is not here.
 *   <li>Thread-safe.
 * </ul>
 */
public final class RateBoard {
  /** The length of a span, in ms. */
  public static final int SPAN_MS = 10_000;

  /** How many spans are kept. */
  public static final int SPANS = 360;

  /** More codes than this are counted as {@code other}. */
  private static final int MAX_CAUSES = 100;

  private final Map<Long, Span> spans = new HashMap<>();

  /**
   * One span.
   *
   * @param fromMs when it begins, epoch ms; a multiple of its length
   */
  public record Point(
      long fromMs, long started, long completed, long compensated, long endedByOperator) {}

  /** Counts of one span; guarded by the board. */
  private static final class Span {
    private long started;
    private long completed;
    private long compensated;
    private long endedByOperator;
    private final Map<String, Long> causes = new HashMap<>();

    Point at(long fromMs) {
      return new Point(fromMs, started, completed, compensated, endedByOperator);
    }
  }

  private Span at(long atMs) {
    long fromMs = begin(atMs);
    Span known = spans.get(fromMs);
    if (known != null) {
      return known;
    }
    Span fresh = new Span();
    spans.put(fromMs, fresh);
    spans.keySet().removeIf(begin -> begin <= fromMs - (long) SPANS * SPAN_MS);
    return fresh;
  }

  private static long begin(long atMs) {
    return atMs - Math.floorMod(atMs, (long) SPAN_MS);
  }

  /** A saga began. */
  public synchronized void started(long atMs) {
    at(atMs).started++;
  }

  /** A saga ended; other statuses change nothing. */
  public synchronized void ended(SagaStatus status, long atMs) {
    switch (status) {
      case COMPLETED -> at(atMs).completed++;
      case COMPENSATED -> at(atMs).compensated++;
      case ENDED_BY_OPERATOR -> at(atMs).endedByOperator++;
      case RUNNING, STOPPING, COMPENSATING, REFUSED -> {
        // not an end of something that began
      }
    }
  }

  /** A saga turned back for a reason. */
  public synchronized void turnedBack(String code, long atMs) {
    Map<String, Long> causes = at(atMs).causes;
    String counted = causes.size() < MAX_CAUSES || causes.containsKey(code) ? code : "other";
    causes.merge(counted, 1L, Long::sum);
  }

  /** The last hour, the oldest span first; spans in which nothing happened as well. */
  public synchronized List<Point> points(long nowMs) {
    List<Point> points = new ArrayList<>(SPANS);
    long last = begin(nowMs);
    for (long from = last - (SPANS - 1L) * SPAN_MS; from <= last; from += SPAN_MS) {
      points.add(spans.getOrDefault(from, new Span()).at(from));
    }
    return points;
  }

  /** Why sagas turned back in the last hour, by code. */
  public synchronized Map<String, Long> causes(long nowMs) {
    long oldest = begin(nowMs) - (SPANS - 1L) * SPAN_MS;
    Map<String, Long> sum = new HashMap<>();
    spans.forEach(
        (from, span) -> {
          if (from >= oldest) {
            span.causes.forEach((code, count) -> sum.merge(code, count, Long::sum));
          }
        });
    return sum;
  }
}
