package dev.sagas.definition;

/**
 * What the unwind does after a compensation that was rejected or exhausted. It is an incident in
 * any case, and the step is never counted as undone.
 */
public enum OnCompensationFailure {
  /** The unwind waits for an operator. */
  STOP,
  /** The steps before it are undone meanwhile. */
  CONTINUE
}
