package dev.sagas.engine.wire;

/** A checkpoint whose bytes do not match their digest, or cannot be read. */
public final class CorruptCheckpointException extends RuntimeException {
  CorruptCheckpointException(String message) {
    super(message);
  }

  CorruptCheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
