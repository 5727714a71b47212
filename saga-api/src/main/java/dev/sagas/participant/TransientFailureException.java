package dev.sagas.participant;

import dev.sagas.protocol.DeduplicationKey;

/** Something that is likely to pass: the command is to be tried again. */
final class TransientFailureException extends Exception {
  TransientFailureException(Throwable cause) {
    super(cause);
  }

  TransientFailureException(String message) {
    super(message);
  }

  /** A row of the fence went away between two statements. */
  static TransientFailureException rowDeleted(DeduplicationKey executeKey) {
    return new TransientFailureException(
        "Expected the fence row of " + executeKey + ", but it was deleted");
  }
}
