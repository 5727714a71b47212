package dev.sagas.orchestrator.journal;

/**
 * What all sagas of an audit are judged by.
 *
 * @param coverage how much of each topic is still there
 * @param findings where a saga's faults go
 * @param plans what may be undone side by side
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
