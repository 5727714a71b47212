package dev.sagas.engine.core;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A fact about a saga. The fold of a run's events is its state. */
public sealed interface SagaEvent
    permits SagaEvent.Started,
        SagaEvent.CommandIssued,
        SagaEvent.StepSucceeded,
        SagaEvent.StepRejected,
        SagaEvent.AttemptFailed,
        SagaEvent.RetryScheduled,
        SagaEvent.OutcomeUnknown,
        SagaEvent.LateSuccess,
        SagaEvent.DataChanged,
        SagaEvent.UnwindStarted,
        SagaEvent.StepCompensated,
        SagaEvent.CompensationGivenUp,
        SagaEvent.IncidentRaised,
        SagaEvent.IncidentResolved,
        SagaEvent.Ended,
        SagaEvent.StepSkipped,
        SagaEvent.StepBlocked,
        SagaEvent.StepAbandoned,
        SagaEvent.SleepBegun,
        SagaEvent.WaitBegun,
        SagaEvent.SignalBuffered,
        SagaEvent.SignalTaken,
        ControlEvent {
  /** The saga's data after these events; empty if none of them sets it. */
  static Optional<Bytes> dataAfter(List<SagaEvent> events) {
    return EventData.after(events);
  }

  /** Dispatches by type; a missing case fails to compile. */
  <R> R accept(Visitor<R> visitor);

  /**
   * One method for each event.
   *
   * @param <R> what the visitor makes of it
   */
  interface Visitor<R> extends ControlEvent.Visitor<R> {
    R started(Started event);

    R commandIssued(CommandIssued event);

    R stepSucceeded(StepSucceeded event);

    R stepRejected(StepRejected event);

    R attemptFailed(AttemptFailed event);

    R retryScheduled(RetryScheduled event);

    R outcomeUnknown(OutcomeUnknown event);

    R lateSuccess(LateSuccess event);

    R dataChanged(DataChanged event);

    R unwindStarted(UnwindStarted event);

    R stepCompensated(StepCompensated event);

    R compensationGivenUp(CompensationGivenUp event);

    R incidentRaised(IncidentRaised event);

    R incidentResolved(IncidentResolved event);

    R ended(Ended event);

    R stepSkipped(StepSkipped event);

    R stepBlocked(StepBlocked event);

    R stepAbandoned(StepAbandoned event);

    R sleepBegun(SleepBegun event);

    R waitBegun(WaitBegun event);

    R signalBuffered(SignalBuffered event);

    R signalTaken(SignalTaken event);
  }

  /** A run began. */
  record Started(SagaIdentity identity, SagaRequest request, Bytes data) implements SagaEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.started(this);
    }
  }

  /**
   * One attempt was sent.
   *
   * @param dueAtMs when it times out, epoch ms
   * @param deadlineAtMs after which no further execute is tried, epoch ms; empty if this attempt
   *     does not set it
   * @param pivot true for an execute of the point of no return
   */
  record CommandIssued(
      StepName step,
      Action action,
      int epoch,
      int attempt,
      String participant,
      long dueAtMs,
      OptionalLong deadlineAtMs,
      boolean pivot)
      implements SagaEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.commandIssued(this);
    }
  }

  /** The step took effect. */
  record StepSucceeded(StepName step, long sequence, Optional<Bytes> reply) implements SagaEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.stepSucceeded(this);
    }
  }

  /** The participant refused, without effect. */
  record StepRejected(StepName step, String code, String message) implements SagaEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.stepRejected(this);
    }
  }

  /** The newest attempt failed for a technical reason or timed out. */
  record AttemptFailed(StepName step, Action action, int attempt, String code, String message)
      implements SagaEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.attemptFailed(this);
    }
  }

  /** The next attempt waits for its back-off. */
  record RetryScheduled(StepName step, Action action, int nextAttempt, long retryAtMs)
      implements SagaEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.retryScheduled(this);
    }
  }

  /** No attempt is left and none got an answer that counts. */
  record OutcomeUnknown(StepName step, long sequence) implements SagaEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.outcomeUnknown(this);
    }
  }

  /** A success arrived after the unwind began and before the step's compensate was sent (R4). */
  record LateSuccess(StepName step, Optional<Bytes> reply) implements SagaEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.lateSuccess(this);
    }
  }

  /** The saga's data changed. */
  record DataChanged(Bytes data) implements SagaEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.dataChanged(this);
    }
  }

  /** From here on effects are undone. */
  record UnwindStarted(UnwindReason reason) implements SagaEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.unwindStarted(this);
    }
  }

  /** The step's effect is undone; {@code commanded} is false where there was nothing to undo. */
  record StepCompensated(StepName step, boolean commanded) implements SagaEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.stepCompensated(this);
    }
  }

  /** The compensation was rejected or exhausted (R11). */
  record CompensationGivenUp(StepName step, String code, String message) implements SagaEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.compensationGivenUp(this);
    }
  }

  /** The saga needs an operator. */
  record IncidentRaised(String id, Optional<StepName> step, IncidentCode code, String message)
      implements SagaEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.incidentRaised(this);
    }
  }

  /** The saga continues. */
  record IncidentResolved(String id, String how) implements SagaEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.incidentResolved(this);
    }
  }

  /** The run is over. */
  record Ended(SagaStatus outcome, long forgetAtMs) implements SagaEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.ended(this);
    }
  }

  /** The step was skipped; {@code sequence} is empty if it can have no effect. */
  record StepSkipped(StepName step, SkipCause cause, OptionalLong sequence) implements SagaEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.stepSkipped(this);
    }
  }

  /** The step's turn came, but one of its functions failed: nothing was sent. */
  record StepBlocked(StepName step) implements SagaEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.stepBlocked(this);
    }
  }

  /** The step was given up without effect because the saga turned back. */
  record StepAbandoned(StepName step) implements SagaEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.stepAbandoned(this);
    }
  }

  /** The saga sleeps; {@code absolute} if a pause does not shift the end. */
  record SleepBegun(StepName step, long dueAtMs, boolean absolute) implements SagaEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.sleepBegun(this);
    }
  }

  /** The saga waits for a signal; {@code dueAtMs} is empty if it waits for ever. */
  record WaitBegun(StepName step, SignalName signal, OptionalLong dueAtMs) implements SagaEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.waitBegun(this);
    }
  }

  /** A signal arrived before its step waited for it. */
  record SignalBuffered(BufferedSignal signal) implements SagaEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.signalBuffered(this);
    }
  }

  /** The oldest early signal of that name was used by the step. */
  record SignalTaken(StepName step, SignalName signal) implements SagaEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.signalTaken(this);
    }
  }

  /** Why a step was skipped. */
  enum SkipCause {
    /** Its condition does not hold. */
    CONDITION,
    /** No signal arrived in time, and the definition continues without it. */
    TIMED_OUT,
    /** An operator skipped it. */
    OPERATOR
  }
}
