package dev.sagas.audit;

/**
 * The context in which the sagas of an audit, or of one shard of it, are checked.
 *
 * @param coverage how much of each topic still exists
 * @param findings collects a saga's faults
 * @param plans what may be undone in parallel
 */
record AuditScope(
    AuditTopics topics, Coverage coverage, Findings findings, UndoPlans plans, Sharding sharding) {
  /** An audit that has found nothing yet. */
  AuditScope(AuditTopics topics, Coverage coverage) {
    this(topics, coverage, new Findings(), new UndoPlans(), Sharding.NONE);
  }

  /** The same audit's context for one shard, which has findings of its own. */
  AuditScope shard(Sharding shard) {
    return new AuditScope(topics, coverage, new Findings(), plans, shard);
  }

  /** Reports a fault. */
  void report(Violation violation) {
    findings.add(violation);
  }
}
