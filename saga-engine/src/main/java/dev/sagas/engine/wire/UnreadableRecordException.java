package dev.sagas.engine.wire;

/** A record whose bytes are not what its topic should hold. */
public final class UnreadableRecordException extends Exception {
  UnreadableRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
