package dev.sagas.engine.core;

/**
 * For readers that ask about some kinds of event and treat all others alike.
 *
 * <ul>
 *   <li>An event that is added later is one of the others. A reader for which every event has a
 *       meaning of its own implements {@link SagaEvent.Visitor}, and does not compile without it.
 * </ul>
 *
 * @param <R> what the visitor makes of an event
 */
public abstract class SelectiveEventVisitor<R> implements SagaEvent.Visitor<R> {
  /** What it makes of an event that it does not ask about. */
  protected abstract R other(SagaEvent event);

  @Override
  public R started(SagaEvent.Started event) {
    return other(event);
  }

  @Override
  public R commandIssued(SagaEvent.CommandIssued event) {
    return other(event);
  }

  @Override
  public R stepSucceeded(SagaEvent.StepSucceeded event) {
    return other(event);
  }

  @Override
  public R stepRejected(SagaEvent.StepRejected event) {
    return other(event);
  }

  @Override
  public R attemptFailed(SagaEvent.AttemptFailed event) {
    return other(event);
  }

  @Override
  public R retryScheduled(SagaEvent.RetryScheduled event) {
    return other(event);
  }

  @Override
  public R outcomeUnknown(SagaEvent.OutcomeUnknown event) {
    return other(event);
  }

  @Override
  public R lateSuccess(SagaEvent.LateSuccess event) {
    return other(event);
  }

  @Override
  public R dataChanged(SagaEvent.DataChanged event) {
    return other(event);
  }

  @Override
  public R unwindStarted(SagaEvent.UnwindStarted event) {
    return other(event);
  }

  @Override
  public R stepCompensated(SagaEvent.StepCompensated event) {
    return other(event);
  }

  @Override
  public R compensationGivenUp(SagaEvent.CompensationGivenUp event) {
    return other(event);
  }

  @Override
  public R incidentRaised(SagaEvent.IncidentRaised event) {
    return other(event);
  }

  @Override
  public R incidentResolved(SagaEvent.IncidentResolved event) {
    return other(event);
  }

  @Override
  public R ended(SagaEvent.Ended event) {
    return other(event);
  }

  @Override
  public R stepSkipped(SagaEvent.StepSkipped event) {
    return other(event);
  }

  @Override
  public R stepBlocked(SagaEvent.StepBlocked event) {
    return other(event);
  }

  @Override
  public R stepAbandoned(SagaEvent.StepAbandoned event) {
    return other(event);
  }

  @Override
  public R sleepBegun(SagaEvent.SleepBegun event) {
    return other(event);
  }

  @Override
  public R waitBegun(SagaEvent.WaitBegun event) {
    return other(event);
  }

  @Override
  public R signalBuffered(SagaEvent.SignalBuffered event) {
    return other(event);
  }

  @Override
  public R signalTaken(SagaEvent.SignalTaken event) {
    return other(event);
  }

  @Override
  public R stopRequested(ControlEvent.StopRequested event) {
    return other(event);
  }

  @Override
  public R cancelHeld(ControlEvent.CancelHeld event) {
    return other(event);
  }

  @Override
  public R cancelRefused(ControlEvent.CancelRefused event) {
    return other(event);
  }

  @Override
  public R paused(ControlEvent.Paused event) {
    return other(event);
  }

  @Override
  public R resumed(ControlEvent.Resumed event) {
    return other(event);
  }

  @Override
  public R operationApplied(ControlEvent.OperationApplied event) {
    return other(event);
  }

  @Override
  public R retryOrdered(ControlEvent.RetryOrdered event) {
    return other(event);
  }

  @Override
  public R restartRequested(ControlEvent.RestartRequested event) {
    return other(event);
  }

  @Override
  public R restartDropped(ControlEvent.RestartDropped event) {
    return other(event);
  }

  @Override
  public R restarted(ControlEvent.Restarted event) {
    return other(event);
  }

  @Override
  public R migrated(ControlEvent.Migrated event) {
    return other(event);
  }
}
