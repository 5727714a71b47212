package dev.sagas.engine.core;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepName;
import java.util.List;

/** An event that controls the course of a saga: from an operator, or from a request to stop. */
public sealed interface ControlEvent extends SagaEvent {
  /**
   * One method for each event of this kind.
   *
   * @param <R> the result of the visitor
   */
  interface Visitor<R> {
    R stopRequested(StopRequested event);

    R cancelHeld(CancelHeld event);

    R cancelRefused(CancelRefused event);

    R paused(Paused event);

    R resumed(Resumed event);

    R operationApplied(OperationApplied event);

    R retryOrdered(RetryOrdered event);

    R restartRequested(RestartRequested event);

    R restartDropped(RestartDropped event);

    R restarted(Restarted event);

    R migrated(Migrated event);
  }

  /** From here on nothing new is sent; the unwind begins once nothing is in flight (R10, R12). */
  record StopRequested(UnwindReason reason) implements ControlEvent {
    @Override
    public <R> R accept(SagaEvent.Visitor<R> visitor) {
      return visitor.stopRequested(this);
    }
  }

  /** A cancel waits for the pivot's answer (R13). */
  record CancelHeld(UnwindReason reason) implements ControlEvent {
    @Override
    public <R> R accept(SagaEvent.Visitor<R> visitor) {
      return visitor.cancelHeld(this);
    }
  }

  /** The pivot succeeded: the cancel that was held is void (R13). */
  record CancelRefused() implements ControlEvent {
    @Override
    public <R> R accept(SagaEvent.Visitor<R> visitor) {
      return visitor.cancelRefused(this);
    }
  }

  /** The saga is paused (R15). */
  record Paused(String actor, String reason) implements ControlEvent {
    /** True if nobody has paused it: its start was held back (R30). */
    public boolean isHeldBack() {
      return actor.equals(Control.ENGINE);
    }

    @Override
    public <R> R accept(SagaEvent.Visitor<R> visitor) {
      return visitor.paused(this);
    }
  }

  /** The saga continues; what was pending is shifted by the length of the pause (R15). */
  record Resumed() implements ControlEvent {
    @Override
    public <R> R accept(SagaEvent.Visitor<R> visitor) {
      return visitor.resumed(this);
    }
  }

  /** An operator's action was applied (R16). */
  record OperationApplied(String operationId, OperationKind kind, String actor, String reason)
      implements ControlEvent {
    @Override
    public <R> R accept(SagaEvent.Visitor<R> visitor) {
      return visitor.operationApplied(this);
    }
  }

  /** An operator grants the step as many further attempts as its policy allows. */
  record RetryOrdered(StepName step, Action action) implements ControlEvent {
    @Override
    public <R> R accept(SagaEvent.Visitor<R> visitor) {
      return visitor.retryOrdered(this);
    }
  }

  /** The saga will continue from an earlier step. */
  record RestartRequested(StepName from) implements ControlEvent {
    @Override
    public <R> R accept(SagaEvent.Visitor<R> visitor) {
      return visitor.restartRequested(this);
    }
  }

  /** The saga will no longer continue from an earlier step: everything is undone. */
  record RestartDropped() implements ControlEvent {
    @Override
    public <R> R accept(SagaEvent.Visitor<R> visitor) {
      return visitor.restartDropped(this);
    }
  }

  /** What came after the step is undone; the saga goes forward from it. */
  record Restarted(StepName from, List<StepName> reopened) implements ControlEvent {
    public Restarted {
      reopened = List.copyOf(reopened);
    }

    @Override
    public <R> R accept(SagaEvent.Visitor<R> visitor) {
      return visitor.restarted(this);
    }
  }

  /** The saga continues under another version of its definition (R19). */
  record Migrated(int version) implements ControlEvent {
    @Override
    public <R> R accept(SagaEvent.Visitor<R> visitor) {
      return visitor.migrated(this);
    }
  }
}
