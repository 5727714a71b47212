package dev.sagas.engine.wire;

import dev.sagas.engine.core.IncidentCode;
import dev.sagas.engine.core.Rejection;
import java.util.Optional;

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
  /** The value is larger than the engine accepts. */
  VALUE_TOO_LARGE,
  /** The record was on a wrong partition twice. */
  WRONG_PARTITION,
  /** The topic for answers is not in the engine's configuration. */
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
  /** The signal's record is not the one that the step waits for. */
  INVALID_SIGNAL,
  /** The saga's buffer of early signals is full. */
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
  /** The transaction with the record kept failing; the letter has only its digests. */
  TRANSACTION_FAILED;

  /** The code for a rejection; empty if it is only noted. */
  public static Optional<DeadLetterCode> of(Rejection reason) {
    return switch (reason) {
      case NO_SUCH_SAGA -> Optional.of(NO_SUCH_SAGA);
      case UNKNOWN_TYPE -> Optional.of(UNKNOWN_TYPE);
      case UNKNOWN_VERSION -> Optional.of(UNKNOWN_VERSION);
      case INVALID_DATA -> Optional.of(INVALID_DATA);
      case UNKNOWN_SIGNAL -> Optional.of(UNKNOWN_SIGNAL);
      case INVALID_SIGNAL -> Optional.of(INVALID_SIGNAL);
      case SIGNAL_BUFFER_FULL -> Optional.of(SIGNAL_BUFFER_FULL);
      case ENGINE_FAULT -> Optional.of(ENGINE_FAULT);
      case DUPLICATE_START,
          CONFLICTING_START,
          FOREIGN_REPLY,
          STALE_REPLY,
          STALE_SIGNAL,
          DUPLICATE_OPERATION,
          REFUSED_OPERATION,
          DRY_RUN,
          ALREADY_ENDED,
          NOTHING_DUE ->
          Optional.empty();
    };
  }

  /**
   * The code for a first transition that could not be written.
   *
   * @throws IllegalArgumentException for an incident that only a live saga can have
   */
  public static DeadLetterCode of(IncidentCode incident) {
    return switch (incident) {
      case OUTPUT_TOO_LARGE -> OUTPUT_TOO_LARGE;
      case TOPIC_MISSING -> TOPIC_MISSING;
      case ENGINE_FAULT -> ENGINE_FAULT;
      case DEFINITION_FAULT,
          FUNCTION_TIMED_OUT,
          VERSION_MISSING,
          PIVOT_OUTCOME_UNKNOWN,
          REJECTED_AFTER_PIVOT,
          EXHAUSTED_AFTER_PIVOT,
          WAIT_TIMED_OUT,
          COMPENSATION_REJECTED,
          COMPENSATION_EXHAUSTED,
          FENCE_EXPIRED ->
          throw new IllegalArgumentException("Expected a dead letter, but got " + incident);
    };
  }
}
