package dev.sagas.operate.audit;

/**
 * The context in which all sagas of an audit are checked.
 *
 * @param coverage how much of each topic still exists
 * @param findings collects a saga's faults
 * @param plans what may be undone in parallel
 */
record AuditScope(AuditTopics topics, Coverage coverage, Findings findings, UndoPlans plans) {
  /** An audit that has found nothing yet. */
  AuditScope(AuditTopics topics, Coverage coverage) {
    this(topics, coverage, new Findings(), new UndoPlans());
  }

  /** Reports a fault. */
  void report(Violation violation) {
    findings.add(violation);
  }
}
