package dev.sagas.engine.core;

import dev.sagas.protocol.Action;

/** The status of a step. */
public enum StepStatus {
  /** Will run again after a restart, or should run but a function of the step failed. */
  PENDING(Action.EXECUTE, true, Wait.NONE),
  /** An execute is in flight. */
  EXECUTING(Action.EXECUTE, true, Wait.REPLY),
  /** Waits until the next attempt of the execute. */
  EXECUTE_BACKOFF(Action.EXECUTE, true, Wait.RETRY),
  /** Sleeps. */
  SLEEPING(Action.EXECUTE, true, Wait.SLEEP),
  /** Waits for a signal. */
  WAITING(Action.EXECUTE, true, Wait.SIGNAL),
  /** Took effect. */
  SUCCEEDED(Action.EXECUTE, false, Wait.NONE),
  /** Skipped: its condition does not hold, its wait is over, or an operator skipped it. */
  SKIPPED(Action.EXECUTE, false, Wait.NONE),
  /** Was refused, without effect. */
  REJECTED(Action.EXECUTE, false, Wait.NONE),
  /** May or may not have taken effect. */
  OUTCOME_UNKNOWN(Action.EXECUTE, false, Wait.NONE),
  /** Given up without effect because the saga turned back. */
  ABANDONED(Action.EXECUTE, false, Wait.NONE),
  /** A compensate is in flight. */
  COMPENSATING(Action.COMPENSATE, true, Wait.REPLY),
  /** Waits until the next attempt of the compensate. */
  COMPENSATE_BACKOFF(Action.COMPENSATE, true, Wait.RETRY),
  /** Undone. */
  COMPENSATED(Action.COMPENSATE, false, Wait.NONE),
  /** Its compensation was rejected or exhausted: the effect is still there. */
  COMPENSATION_GIVEN_UP(Action.COMPENSATE, false, Wait.NONE);

  private final Action action;
  private final boolean open;
  private final Wait wait;

  StepStatus(Action action, boolean open, Wait wait) {
    this.action = action;
    this.open = open;
    this.wait = wait;
  }

  /** What a step waits for. */
  public enum Wait {
    /** The answer to its newest attempt. */
    REPLY,
    /** The time of its next attempt. */
    RETRY,
    /** A signal. */
    SIGNAL,
    /** The end of its sleep. */
    SLEEP,
    /** Nothing: it has not begun, or it is over. */
    NONE
  }

  /** What it waits for. */
  public Wait waitsFor() {
    return wait;
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
