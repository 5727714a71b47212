package dev.sagas.orchestrator.journal;

import dev.sagas.orchestrator.core.SagaEvent;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepName;

/** Says in a few words what each event means; commands are named by the timeline itself. */
final class EventText implements SagaEvent.Visitor<String> {
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
    return action(event.action())
        + event.step()
        + " attempt "
        + event.attempt()
        + " failed: "
        + reason(event.code(), event.message());
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
    return "unwinding"
        + event.reason().step().map(StepName::value).map(step -> " because of " + step).orElse("")
        + ": "
        + event.reason().code();
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

  private static String reason(String code, String message) {
    return message.isBlank() ? code : code + " (" + message + ")";
  }
}
