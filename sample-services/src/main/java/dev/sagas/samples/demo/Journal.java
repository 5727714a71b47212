package dev.sagas.samples.demo;

import dev.sagas.audit.Audit;
import dev.sagas.audit.AuditReport;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SelectiveEventVisitor;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.journal.SagaHistory;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.operate.history.SagaTimeline;
import dev.sagas.operate.history.TimelineText;
import dev.sagas.operate.query.Timeline;
import dev.sagas.protocol.SagaId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the demo needs to know from the journal. */
record Journal(Deployment config) {
  static Journal of(DemoEnvironment environment) {
    return new Journal(
        Deployment.of(environment.clientSettings()).withTopics(environment.topics()));
  }

  AuditReport audit() {
    return Audit.run(config);
  }

  /** The picture of a saga's steps, and below it every entry of its journal. */
  List<String> timeline(SagaId saga) {
    List<JournalEntry> entries = SagaHistory.of(config, saga);
    List<JournalEntry> transitions =
        entries.stream().filter(entry -> entry.note().isEmpty()).toList();
    List<String> lines = new ArrayList<>();
    SagaTimeline.of(transitions, Map.of())
        .ifPresent(timeline -> lines.addAll(TimelineText.picture(timeline)));
    lines.add("");
    lines.addAll(Timeline.of(entries));
    return lines;
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
