package dev.sagas.engine.core;

/** What can happen to a step. */
public enum StepTrigger {
  /** Its turn has come. */
  BEGIN,
  /** A participant answered an execute: it took effect. */
  EXECUTE_SUCCEEDED,
  /** A participant answered an execute: refused, without effect. */
  EXECUTE_REJECTED,
  /** A participant answered an execute: a technical failure. */
  EXECUTE_FAILED,
  /** A signal arrived that the step waits for. */
  SIGNAL,
  /** What was pending is due. */
  TIMER,
  /** The saga turns back. */
  STOP,
  /** The unwind has come to the step. */
  UNDO,
  /** A participant answered a compensate: undone. */
  COMPENSATE_SUCCEEDED,
  /** A participant answered a compensate: it will not undo. */
  COMPENSATE_REJECTED,
  /** A participant answered a compensate: a technical failure. */
  COMPENSATE_FAILED,
  /** The saga goes forward again from this step or an earlier one. */
  REOPEN,
  /** An operator wants another attempt. */
  RETRY,
  /** An operator skips the step. */
  SKIP,
  /** An operator declares the step as failed. */
  FAIL
}
