package dev.sagas.engine.core;

import dev.sagas.protocol.Action;

/** The status of a step. */
public enum StepStatus {
  /** Will run again after a restart, or should run but a function of the step failed. */
  PENDING(Action.EXECUTE, true),
  /** An execute is in flight. */
  EXECUTING(Action.EXECUTE, true),
  /** Waits until the next attempt of the execute. */
  EXECUTE_BACKOFF(Action.EXECUTE, true),
  /** Sleeps. */
  SLEEPING(Action.EXECUTE, true),
  /** Waits for a signal. */
  WAITING(Action.EXECUTE, true),
  /** Took effect. */
  SUCCEEDED(Action.EXECUTE, false),
  /** Skipped: its condition does not hold, its wait is over, or an operator skipped it. */
  SKIPPED(Action.EXECUTE, false),
  /** Was refused, without effect. */
  REJECTED(Action.EXECUTE, false),
  /** May or may not have taken effect. */
  OUTCOME_UNKNOWN(Action.EXECUTE, false),
  /** Given up without effect because the saga turned back. */
  ABANDONED(Action.EXECUTE, false),
  /** A compensate is in flight. */
  COMPENSATING(Action.COMPENSATE, true),
  /** Waits until the next attempt of the compensate. */
  COMPENSATE_BACKOFF(Action.COMPENSATE, true),
  /** Undone. */
  COMPENSATED(Action.COMPENSATE, false),
  /** Its compensation was rejected or exhausted: the effect is still there. */
  COMPENSATION_GIVEN_UP(Action.COMPENSATE, false);

  private final Action action;
  private final boolean open;

  StepStatus(Action action, boolean open) {
    this.action = action;
    this.open = open;
  }

  /** True while the step still has something to do or to wait for. */
  public boolean isOpen() {
    return open;
  }

  /** The action that it is about, or that its attempts are counted for. */
  public Action action() {
    return action;
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
