package dev.sagas.engine.journal;

/** The journal does not contain the requested state; the message says what it contains instead. */
public final class NotRebuildableException extends RuntimeException {
  NotRebuildableException(String message) {
    super(message);
  }
}
