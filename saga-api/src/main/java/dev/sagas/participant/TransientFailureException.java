package dev.sagas.participant;

/** Something that is likely to pass: the command is to be tried again. */
final class TransientFailureException extends Exception {
  TransientFailureException(Throwable cause) {
    super(cause);
  }

  TransientFailureException(String message) {
    super(message);
  }
}
