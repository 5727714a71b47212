package dev.sagas.samples.demo;

import dev.sagas.orchestrator.core.SagaEvent;
import dev.sagas.orchestrator.journal.Audit;
import dev.sagas.orchestrator.journal.AuditConfig;
import dev.sagas.orchestrator.journal.AuditReport;
import dev.sagas.orchestrator.journal.SagaHistory;
import dev.sagas.orchestrator.journal.Timeline;
import dev.sagas.orchestrator.wire.JournalEntry;
import dev.sagas.protocol.SagaId;
import java.util.List;

/** What the demo needs to know from the journal. */
record Journal(AuditConfig config) {
  static Journal of(DemoEnvironment environment) {
    return new Journal(
        AuditConfig.of(environment.clientSettings()).withTopics(environment.topics()));
  }

  AuditReport audit() {
    return Audit.run(config);
  }

  List<String> timeline(SagaId saga) {
    return Timeline.of(SagaHistory.of(config, saga));
  }

  /** True if the saga waits for an operator. */
  boolean hasIncident(SagaId saga) {
    boolean open = false;
    for (JournalEntry entry : SagaHistory.of(config, saga)) {
      for (SagaEvent event : entry.events()) {
        open =
            event instanceof SagaEvent.IncidentRaised
                || (open && !(event instanceof SagaEvent.IncidentResolved));
      }
    }
    return open;
  }
}
