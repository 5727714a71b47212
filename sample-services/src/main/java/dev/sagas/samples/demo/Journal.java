package dev.sagas.samples.demo;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.journal.SagaHistory;
import dev.sagas.engine.journal.Timeline;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.operate.audit.Audit;
import dev.sagas.operate.audit.AuditReport;
import dev.sagas.protocol.SagaId;
import java.util.List;

/** What the demo needs to know from the journal. */
record Journal(Deployment config) {
  static Journal of(DemoEnvironment environment) {
    return new Journal(
        Deployment.of(environment.clientSettings()).withTopics(environment.topics()));
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
