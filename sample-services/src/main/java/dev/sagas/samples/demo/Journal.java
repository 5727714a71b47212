package dev.sagas.samples.demo;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SelectiveEventVisitor;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.journal.SagaHistory;
import dev.sagas.engine.journal.Timeline;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.audit.Audit;
import dev.sagas.audit.AuditReport;
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
        open = event.accept(new OpenIncident(open));
      }
    }
    return open;
  }

  /** True if an incident is open after an event. */
  private static final class OpenIncident extends SelectiveEventVisitor<Boolean> {
    private final boolean before;

    OpenIncident(boolean before) {
      this.before = before;
    }

    @Override
    protected Boolean other(SagaEvent event) {
      return before;
    }

    @Override
    public Boolean incidentRaised(SagaEvent.IncidentRaised event) {
      return true;
    }

    @Override
    public Boolean incidentResolved(SagaEvent.IncidentResolved event) {
      return false;
    }
  }
}
