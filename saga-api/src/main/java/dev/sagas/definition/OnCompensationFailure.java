package dev.sagas.definition;

/**
 * What the unwind does after a compensation that was rejected or exhausted. In either case an
 * incident is raised, and the step never counts as undone.
 */
public enum OnCompensationFailure {
  /** The unwind waits for an operator. */
  STOP,
  /** The steps before it are undone in the meantime. */
  CONTINUE
}
