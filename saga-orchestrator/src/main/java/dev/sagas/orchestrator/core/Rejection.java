package dev.sagas.orchestrator.core;

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
  /** The reply belongs to another run of the saga id, or to a step or epoch that it has not. */
  FOREIGN_REPLY,
  /** The reply was answered before, or counts no more (R4). */
  STALE_REPLY,
  /** The saga has ended (R14). */
  ALREADY_ENDED,
  /** Nothing is due. */
  NOTHING_DUE,
  /** The engine itself failed on the input. */
  ENGINE_FAULT
}
