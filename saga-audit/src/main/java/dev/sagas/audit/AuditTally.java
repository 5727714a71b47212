package dev.sagas.audit;

import dev.sagas.protocol.SagaStatus;
import java.util.EnumMap;
import java.util.Map;

/** Counts what an audit, or a shard of it, has read. */
final class AuditTally {
  private final Map<SagaStatus, Long> statuses = new EnumMap<>(SagaStatus.class);
  private long sagas;
  private long runs;
  private long checkpoints;
  long transitions;
  long notes;
  long commands;
  long repeated;
  long outcomes;

  /** Adds the contents of an account. */
  void add(SagaAccount account) {
    runs += account.chains().size();
    checkpoints += account.hasCheckpoint() ? 1 : 0;
    if (account.newest().isPresent()) {
      sagas++;
      account
          .newest()
          .flatMap(SagaChain::head)
          .ifPresent(head -> statuses.merge(head.status(), 1L, Long::sum));
    }
  }

  /** Adds what another shard has read. */
  void add(AuditTally other) {
    other.statuses.forEach((status, number) -> statuses.merge(status, number, Long::sum));
    sagas += other.sagas;
    runs += other.runs;
    checkpoints += other.checkpoints;
    transitions += other.transitions;
    notes += other.notes;
    commands += other.commands;
    repeated += other.repeated;
    outcomes += other.outcomes;
  }

  AuditReport.Counts counts() {
    return new AuditReport.Counts(
        sagas, runs, transitions, notes, commands, repeated, outcomes, checkpoints, statuses);
  }
}
