package dev.sagas.orchestrator.journal;

/** The audit could not be done: nothing is known about the sagas. The message says what to do. */
public final class AuditException extends RuntimeException {
  AuditException(String message) {
    super(message);
  }

  AuditException(String message, Throwable cause) {
    super(message, cause);
  }
}
