package dev.sagas.audit;

import java.util.List;
import java.util.PriorityQueue;

/** Collects violations: counts them all, keeps the first of them in {@link Violation#ORDER}. */
final class Findings {
  /** The last one of those that are kept is on top. */
  private final PriorityQueue<Violation> kept = new PriorityQueue<>(Violation.ORDER.reversed());

  private long count;

  void add(Violation violation) {
    count++;
    keep(violation);
  }

  /** Adds those of another shard. */
  void add(Findings other) {
    count += other.count;
    other.kept.forEach(this::keep);
  }

  private void keep(Violation violation) {
    kept.add(violation);
    if (kept.size() > AuditReport.MAX_LISTED) {
      kept.remove();
    }
  }

  List<Violation> listed() {
    return kept.stream().sorted(Violation.ORDER).toList();
  }

  long count() {
    return count;
  }
}
