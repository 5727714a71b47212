package dev.sagas.orchestrator.operate;

/** Dead letters could not be read or selected; nothing was sent. The message says what to do. */
public final class DeadLetterException extends RuntimeException {
  DeadLetterException(String message) {
    super(message);
  }

  DeadLetterException(String message, Throwable cause) {
    super(message, cause);
  }
}
