package dev.sagas.engine.journal;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.protocol.Action;
import java.time.Instant;
import java.util.OptionalLong;

/** Says in a few words what each event means; commands are named by the timeline itself. */
public final class EventText extends ControlEventText {
  @Override
  public String started(SagaEvent.Started event) {
    return "started " + event.identity().type() + " version " + event.identity().version();
  }

  @Override
  public String commandIssued(SagaEvent.CommandIssued event) {
    return event.action().headerValue() + " " + event.step() + attempt(event.attempt());
  }

  private static String attempt(int attempt) {
    return attempt == 1 ? "" : " (attempt " + attempt + ")";
  }

  @Override
  public String stepSucceeded(SagaEvent.StepSucceeded event) {
    return event.step() + " succeeded";
  }

  @Override
  public String stepRejected(SagaEvent.StepRejected event) {
    return event.step() + " rejected: " + reason(event.code(), event.message());
  }

  @Override
  public String attemptFailed(SagaEvent.AttemptFailed event) {
    return "%s%s attempt %s failed: %s"
        .formatted(
            action(event.action()),
            event.step(),
            event.attempt(),
            reason(event.code(), event.message()));
  }

  private static String action(Action action) {
    return switch (action) {
      case EXECUTE -> "";
      case COMPENSATE -> "undoing ";
    };
  }

  @Override
  public String retryScheduled(SagaEvent.RetryScheduled event) {
    return "attempt " + event.nextAttempt() + " of " + event.step() + " scheduled";
  }

  @Override
  public String outcomeUnknown(SagaEvent.OutcomeUnknown event) {
    return event.step() + " has an unknown outcome";
  }

  @Override
  public String lateSuccess(SagaEvent.LateSuccess event) {
    return event.step() + " turns out to have succeeded";
  }

  @Override
  public String dataChanged(SagaEvent.DataChanged event) {
    return "data changed (" + event.data().size() + " bytes)";
  }

  @Override
  public String unwindStarted(SagaEvent.UnwindStarted event) {
    return "unwinding" + because(event.reason());
  }

  @Override
  public String stepCompensated(SagaEvent.StepCompensated event) {
    return event.step() + (event.commanded() ? " undone" : " has nothing to undo");
  }

  @Override
  public String compensationGivenUp(SagaEvent.CompensationGivenUp event) {
    return event.step() + " could not be undone: " + reason(event.code(), event.message());
  }

  @Override
  public String incidentRaised(SagaEvent.IncidentRaised event) {
    return "incident " + event.code() + ": " + event.message();
  }

  @Override
  public String incidentResolved(SagaEvent.IncidentResolved event) {
    return "incident resolved by " + event.how();
  }

  @Override
  public String ended(SagaEvent.Ended event) {
    return "ended as " + event.outcome();
  }

  @Override
  public String stepSkipped(SagaEvent.StepSkipped event) {
    return "%s skipped: %s"
        .formatted(
            event.step(),
            switch (event.cause()) {
              case CONDITION -> "its condition does not hold";
              case TIMED_OUT -> "no signal came in time";
              case OPERATOR -> "an operator said so";
            });
  }

  @Override
  public String stepBlocked(SagaEvent.StepBlocked event) {
    return event.step() + " could not begin";
  }

  @Override
  public String stepAbandoned(SagaEvent.StepAbandoned event) {
    return event.step() + " given up without effect";
  }

  @Override
  public String sleepBegun(SagaEvent.SleepBegun event) {
    return event.step() + " sleeps until " + Instant.ofEpochMilli(event.dueAtMs());
  }

  @Override
  public String waitBegun(SagaEvent.WaitBegun event) {
    OptionalLong dueAtMs = event.dueAtMs();
    String until = dueAtMs.isPresent() ? " until " + Instant.ofEpochMilli(dueAtMs.getAsLong()) : "";
    return event.step() + " waits for signal " + event.signal() + until;
  }

  @Override
  public String signalBuffered(SagaEvent.SignalBuffered event) {
    return "signal %s kept (%s bytes)"
        .formatted(event.signal().name(), event.signal().payload().size());
  }

  @Override
  public String signalTaken(SagaEvent.SignalTaken event) {
    return event.step() + " takes the kept signal " + event.signal();
  }

  private static String reason(String code, String message) {
    return message.isBlank() ? code : code + " (" + message + ")";
  }
}
