package dev.sagas.operate.query;

import dev.sagas.index.live.LivePage;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the sagas that wait longest, up to a limit, and counts the others. */
final class LongestWaiting {
  private static final Comparator<LivePage.Row> LONGEST_FIRST =
      Comparator.comparingLong(LivePage.Row::sinceMs).thenComparing(row -> row.saga().id());

  private final int limit;
  private final PriorityQueue<LivePage.Row> rows = new PriorityQueue<>(LONGEST_FIRST.reversed());
  private long matched;

  LongestWaiting(int limit) {
    this.limit = limit;
  }

  void add(LivePage.Row row) {
    matched++;
    rows.add(row);
    if (rows.size() > limit) {
      rows.remove();
    }
  }

  long matched() {
    return matched;
  }

  List<LivePage.Row> rows() {
    return rows.stream().sorted(LONGEST_FIRST).toList();
  }
}
