package dev.sagas.operate.history;

import dev.sagas.engine.core.ControlEvent;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SelectiveEventVisitor;
import dev.sagas.engine.core.UnwindReason;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.Position;
import dev.sagas.operate.history.SagaTimeline.Answer;
import dev.sagas.operate.history.SagaTimeline.Lane;
import dev.sagas.operate.history.SagaTimeline.Mark;
import dev.sagas.operate.history.SagaTimeline.MarkKind;
import dev.sagas.operate.history.SagaTimeline.Result;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects lanes and marks from the entries of a run. */
final class TimelineFold {
  private static final String TIMED_OUT = "TIMED_OUT";

  private final Map<Position, Long> recordTimes;
  private final Map<StepName, OpenLane> lanes = new LinkedHashMap<>();
  private final List<Mark> marks = new ArrayList<>();

  TimelineFold(Map<Position, Long> recordTimes) {
    this.recordTimes = recordTimes;
  }

  void take(JournalEntry entry) {
    Reader reader = new Reader(entry);
    entry.events().forEach(event -> event.accept(reader));
  }

  List<Lane> lanes() {
    return lanes.values().stream().map(OpenLane::done).toList();
  }

  List<Mark> marks() {
    return marks;
  }

  /** Reads the events of one entry; the result says nothing. */
  private final class Reader extends SelectiveEventVisitor<Boolean> {
    private final JournalEntry entry;

    Reader(JournalEntry entry) {
      this.entry = entry;
    }

    private OpenLane lane(StepName step) {
      return lanes.computeIfAbsent(step, OpenLane::new);
    }

    private boolean mark(MarkKind kind, String text) {
      return marks.add(new Mark(entry.atMs(), entry.revision(), kind, text));
    }

    private boolean end(StepName step, Action action, Result result) {
      lane(step).span(action, entry.atMs()).end(result, entry.atMs());
      return true;
    }

    private void answer(StepName step, Action action, Answer answer) {
      lane(step)
          .span(action, entry.atMs())
          .answered(new OpenSpan.Settled(entry, answer, recordTimes));
    }

    @Override
    protected Boolean other(SagaEvent event) {
      return false;
    }

    @Override
    public Boolean started(SagaEvent.Started event) {
      return mark(
          MarkKind.STARTED,
          "started %s version %s".formatted(event.identity().type(), event.identity().version()));
    }

    @Override
    public Boolean commandIssued(SagaEvent.CommandIssued event) {
      lane(event.step()).sent(event, entry);
      return true;
    }

    @Override
    public Boolean stepSucceeded(SagaEvent.StepSucceeded event) {
      answer(event.step(), Action.EXECUTE, Answer.SUCCEEDED);
      return end(event.step(), Action.EXECUTE, Result.SUCCEEDED);
    }

    @Override
    public Boolean lateSuccess(SagaEvent.LateSuccess event) {
      answer(event.step(), Action.EXECUTE, Answer.SUCCEEDED);
      return end(event.step(), Action.EXECUTE, Result.SUCCEEDED);
    }

    @Override
    public Boolean stepRejected(SagaEvent.StepRejected event) {
      answer(event.step(), Action.EXECUTE, Answer.REJECTED);
      lane(event.step()).span(Action.EXECUTE, entry.atMs()).failed(event.code(), event.message());
      return end(event.step(), Action.EXECUTE, Result.REJECTED);
    }

    @Override
    public Boolean attemptFailed(SagaEvent.AttemptFailed event) {
      answer(
          event.step(),
          event.action(),
          event.code().equals(TIMED_OUT) ? Answer.TIMED_OUT : Answer.FAILED);
      lane(event.step()).span(event.action(), entry.atMs()).failed(event.code(), event.message());
      return true;
    }

    @Override
    public Boolean retryScheduled(SagaEvent.RetryScheduled event) {
      lane(event.step()).span(event.action(), entry.atMs()).retriesAt(event.retryAtMs());
      return true;
    }

    @Override
    public Boolean outcomeUnknown(SagaEvent.OutcomeUnknown event) {
      return end(event.step(), Action.EXECUTE, Result.UNKNOWN);
    }

    @Override
    public Boolean stepSkipped(SagaEvent.StepSkipped event) {
      return end(event.step(), Action.EXECUTE, Result.SKIPPED);
    }

    @Override
    public Boolean stepAbandoned(SagaEvent.StepAbandoned event) {
      return end(event.step(), Action.EXECUTE, Result.ABANDONED);
    }

    @Override
    public Boolean stepCompensated(SagaEvent.StepCompensated event) {
      if (event.commanded()) {
        answer(event.step(), Action.COMPENSATE, Answer.SUCCEEDED);
      }
      return end(
          event.step(),
          Action.COMPENSATE,
          event.commanded() ? Result.UNDONE : Result.NOTHING_TO_UNDO);
    }

    @Override
    public Boolean compensationGivenUp(SagaEvent.CompensationGivenUp event) {
      OpenSpan span = lane(event.step()).span(Action.COMPENSATE, entry.atMs());
      span.answered(new OpenSpan.Settled(entry, Answer.REJECTED, recordTimes));
      span.failed(event.code(), event.message());
      return end(event.step(), Action.COMPENSATE, Result.GIVEN_UP);
    }

    @Override
    public Boolean sleepBegun(SagaEvent.SleepBegun event) {
      lane(event.step()).begin(Action.EXECUTE, 1, entry.atMs());
      return true;
    }

    @Override
    public Boolean waitBegun(SagaEvent.WaitBegun event) {
      lane(event.step()).on(event.signal().value());
      lane(event.step()).begin(Action.EXECUTE, 1, entry.atMs());
      return true;
    }

    @Override
    public Boolean stepBlocked(SagaEvent.StepBlocked event) {
      lane(event.step()).span(Action.EXECUTE, entry.atMs());
      return true;
    }

    @Override
    public Boolean unwindStarted(SagaEvent.UnwindStarted event) {
      return turnsBack(event.reason());
    }

    @Override
    public Boolean stopRequested(ControlEvent.StopRequested event) {
      return turnsBack(event.reason());
    }

    /** Stopping and unwinding are two events of one turn. */
    private boolean turnsBack(UnwindReason reason) {
      String text = "turned back: " + reason.code();
      boolean known =
          marks.stream()
              .anyMatch(mark -> mark.kind() == MarkKind.TURNED_BACK && mark.text().equals(text));
      return !known && mark(MarkKind.TURNED_BACK, text);
    }

    @Override
    public Boolean incidentRaised(SagaEvent.IncidentRaised event) {
      return mark(
          MarkKind.INCIDENT_RAISED,
          "incident %s%s"
              .formatted(event.code(), event.step().map(step -> " at " + step).orElse("")));
    }

    @Override
    public Boolean incidentResolved(SagaEvent.IncidentResolved event) {
      return mark(MarkKind.INCIDENT_RESOLVED, "incident ended: " + event.how());
    }

    @Override
    public Boolean signalBuffered(SagaEvent.SignalBuffered event) {
      return mark(MarkKind.SIGNAL_KEPT, "signal " + event.signal().name() + " kept");
    }

    @Override
    public Boolean operationApplied(ControlEvent.OperationApplied event) {
      return mark(
          MarkKind.OPERATION,
          "%s by %s: %s".formatted(event.kind(), event.actor(), event.reason()));
    }

    @Override
    public Boolean migrated(ControlEvent.Migrated event) {
      return mark(MarkKind.MIGRATED, "migrated to version " + event.version());
    }

    @Override
    public Boolean ended(SagaEvent.Ended event) {
      return mark(MarkKind.ENDED, "ended as " + event.outcome());
    }
  }
}
