package dev.sagas.orchestrator.journal;

/** The journal does not tell what was asked for; the message says what it tells instead. */
public final class NotRebuildableException extends RuntimeException {
  NotRebuildableException(String message) {
    super(message);
  }
}
