package dev.sagas.orchestrator.wire;

/** Why a record could not be applied: the {@code saga-error-code} of a dead letter. */
public enum DeadLetterCode {
  /** The record has no key, or a key that is not the saga id in its header. */
  KEY_MISMATCH,
  /** A header that the protocol requires is missing. */
  MISSING_HEADER,
  /** A header has a form that the protocol does not know. */
  MALFORMED_HEADER,
  /** The record has no value. */
  MISSING_VALUE,
  /** The value is not in wire format, or its bytes do not fit the schema that they name. */
  CORRUPT_VALUE,
  /** The registry answered that it does not know the value's schema id. */
  UNKNOWN_SCHEMA,
  /** The value is larger than the engine takes. */
  VALUE_TOO_LARGE,
  /** The record came on the wrong partition twice. */
  WRONG_PARTITION,
  /** The topic for answers is not one that the engine was told about. */
  UNKNOWN_REPLY_TO,
  /** No saga has the id that the record is for. */
  NO_SUCH_SAGA,
  /** The request was refused: no such type. */
  UNKNOWN_TYPE,
  /** The request was refused: no such version. */
  UNKNOWN_VERSION,
  /** The request was refused: its data does not fit the definition. */
  INVALID_DATA,
  /** No step of the saga waits for a signal of that name. */
  UNKNOWN_SIGNAL,
  /** The signal is not of the record that the step waits for. */
  INVALID_SIGNAL,
  /** The saga keeps no more signals that come early. */
  SIGNAL_BUFFER_FULL,
  /** The operation is of an unknown kind, or lacks what its kind needs. */
  MALFORMED_OPERATION,
  /** The records of the saga's first transition would exceed a bound. */
  OUTPUT_TOO_LARGE,
  /** A topic that the saga's first transition would write to does not exist. */
  TOPIC_MISSING,
  /** The engine itself failed on the record. */
  ENGINE_FAULT,
  /** The saga's checkpoint does not match its digest, so that nothing can be applied to it. */
  CORRUPT_CHECKPOINT,
  /** The transaction with the record failed each time; the letter holds its digests only. */
  TRANSACTION_FAILED
}
