package dev.sagas.orchestrator.journal;

import dev.sagas.protocol.SagaId;

/**
 * What all sagas of an audit are judged by.
 *
 * @param coverage how much of each topic is still there
 * @param findings where a saga's faults go
 * @param plans what may be undone side by side
 */
record AuditScope(AuditTopics topics, Coverage coverage, Findings findings, UndoPlans plans) {
  /** The chain of a run that nothing is known of yet. */
  SagaChain newChain(SagaId saga) {
    return new SagaChain(this, startExpired(saga));
  }

  /** True if the saga's first entries may have left the journal. */
  boolean startExpired(SagaId saga) {
    return coverage.hasExpired(topics.journal(), saga);
  }
}
