package dev.sagas.operate.audit;

import java.util.ArrayList;
import java.util.List;

/** Collects violations: counts them all, keeps the first of them. */
final class Findings {
  private final List<Violation> listed = new ArrayList<>();
  private long count;

  Findings() {}

  /** A copy to add to. */
  Findings(Findings other) {
    listed.addAll(other.listed);
    count = other.count;
  }

  void add(Violation violation) {
    count++;
    if (listed.size() < AuditReport.MAX_LISTED) {
      listed.add(violation);
    }
  }

  List<Violation> listed() {
    return List.copyOf(listed);
  }

  long count() {
    return count;
  }
}
