package dev.sagas.operate.query;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the sagas that wait longest, up to a limit, and counts the others. */
final class LongestWaiting {
  private static final Comparator<SagaRow> LONGEST_FIRST =
      Comparator.comparingLong(SagaRow::sinceMs).thenComparing(row -> row.identity().id());

  private final int limit;
  private final PriorityQueue<SagaRow> rows = new PriorityQueue<>(LONGEST_FIRST.reversed());
  private long matched;

  LongestWaiting(int limit) {
    this.limit = limit;
  }

  void add(SagaRow row) {
    matched++;
    rows.add(row);
    if (rows.size() > limit) {
      rows.remove();
    }
  }

  long matched() {
    return matched;
  }

  List<SagaRow> rows() {
    return rows.stream().sorted(LONGEST_FIRST).toList();
  }
}
