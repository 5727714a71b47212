package dev.sagas.engine.core;

/** Why an input changed nothing. */
public enum Rejection {
  /** The id is known with the same payload (R1). */
  DUPLICATE_START,
  /** The id is known with another payload (R1). */
  CONFLICTING_START,
  /** No such saga type is deployed (R2). */
  UNKNOWN_TYPE,
  /** The type is deployed, the version is not (R2). */
  UNKNOWN_VERSION,
  /** The request's data does not fit the definition (R2). */
  INVALID_DATA,
  /** No saga has that id. */
  NO_SUCH_SAGA,
  /**
   * The reply belongs to another run of the saga id, or to a step or epoch that the saga does not
   * have.
   */
  FOREIGN_REPLY,
  /** The command was already answered, or the reply no longer counts (R4). */
  STALE_REPLY,
  /** No step of the saga waits for a signal of that name. */
  UNKNOWN_SIGNAL,
  /** The signal's record is not the one that the step waits for. */
  INVALID_SIGNAL,
  /** Every step that waits for the signal has one. */
  STALE_SIGNAL,
  /** The saga's buffer of early signals is full (R22). */
  SIGNAL_BUFFER_FULL,
  /** The operation was applied before. */
  DUPLICATE_OPERATION,
  /** The operation does not fit the saga's state (R16). */
  REFUSED_OPERATION,
  /** The operation was a dry run; the message says what it would have done. */
  DRY_RUN,
  /** The saga has ended (R14). */
  ALREADY_ENDED,
  /** Nothing is due. */
  NOTHING_DUE,
  /** The engine itself failed on the input. */
  ENGINE_FAULT
}
