package dev.sagas.engine.core;

/** What an operator can do to a live saga (R16). */
public enum OperationKind {
  /** Pause: nothing is sent, durations stop (R15). */
  PAUSE,
  /** Resume after a pause. */
  RESUME,
  /** Undo everything once the attempts in flight are over; held while the pivot is (R12, R13). */
  CANCEL,
  /** Undo everything at once. */
  COMPENSATE,
  /** Retry at once what waits or was given up. */
  RETRY,
  /** Continue without the step, or leave its effect in place. */
  SKIP,
  /** Declare the step as failed. */
  FAIL,
  /** Replace the saga's data. */
  EDIT_DATA,
  /** Continue from an earlier step after undoing it and what came after it. */
  RESTART,
  /** Continue under another version of the definition (R19). */
  MIGRATE,
  /** End by hand, leaving the effects. */
  END
}
