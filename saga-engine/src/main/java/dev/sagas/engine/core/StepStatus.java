package dev.sagas.engine.core;

import dev.sagas.protocol.Action;

/** The status of a step. */
public enum StepStatus {
  /** Will run again after a restart, or should run but a function of the step failed. */
  PENDING,
  /** An execute is in flight. */
  EXECUTING,
  /** Waits until the next attempt of the execute. */
  EXECUTE_BACKOFF,
  /** Sleeps. */
  SLEEPING,
  /** Waits for a signal. */
  WAITING,
  /** Took effect. */
  SUCCEEDED,
  /** Skipped: its condition does not hold, its wait is over, or an operator skipped it. */
  SKIPPED,
  /** Was refused, without effect. */
  REJECTED,
  /** May or may not have taken effect. */
  OUTCOME_UNKNOWN,
  /** Given up without effect because the saga turned back. */
  ABANDONED,
  /** A compensate is in flight. */
  COMPENSATING,
  /** Waits until the next attempt of the compensate. */
  COMPENSATE_BACKOFF,
  /** Undone. */
  COMPENSATED,
  /** Its compensation was rejected or exhausted: the effect is still there. */
  COMPENSATION_GIVEN_UP;

  /** True while the step still has something to do or to wait for. */
  public boolean isOpen() {
    return switch (this) {
      case EXECUTING,
          EXECUTE_BACKOFF,
          SLEEPING,
          WAITING,
          COMPENSATING,
          COMPENSATE_BACKOFF,
          PENDING ->
          true;
      case SUCCEEDED,
          SKIPPED,
          REJECTED,
          OUTCOME_UNKNOWN,
          ABANDONED,
          COMPENSATED,
          COMPENSATION_GIVEN_UP ->
          false;
    };
  }

  /** The action that it is about, or that its attempts are counted for. */
  public Action action() {
    return switch (this) {
      case COMPENSATING, COMPENSATE_BACKOFF, COMPENSATED, COMPENSATION_GIVEN_UP ->
          Action.COMPENSATE;
      case PENDING,
          EXECUTING,
          EXECUTE_BACKOFF,
          SLEEPING,
          WAITING,
          SUCCEEDED,
          SKIPPED,
          REJECTED,
          ABANDONED,
          OUTCOME_UNKNOWN ->
          Action.EXECUTE;
    };
  }

  /** True if the steps after it may begin. */
  public boolean isDone() {
    return this == SUCCEEDED || this == SKIPPED;
  }

  /** True while a compensate is in flight or waits for its next attempt. */
  public boolean isUndoing() {
    return this == COMPENSATING || this == COMPENSATE_BACKOFF;
  }

  /** True while an execute is in flight or waits for its next attempt. */
  public boolean isExecuting() {
    return this == EXECUTING || this == EXECUTE_BACKOFF;
  }
}
