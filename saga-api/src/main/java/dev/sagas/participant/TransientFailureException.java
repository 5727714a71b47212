package dev.sagas.participant;

import dev.sagas.protocol.DeduplicationKey;

/** A transient failure: the command must be retried. */
final class TransientFailureException extends Exception {
  TransientFailureException(Throwable cause) {
    super(cause);
  }

  TransientFailureException(String message) {
    super(message);
  }

  /** A row of the fence disappeared between two statements. */
  static TransientFailureException rowDeleted(DeduplicationKey executeKey) {
    return new TransientFailureException(
        "Expected the fence row of " + executeKey + ", but it was deleted");
  }
}
