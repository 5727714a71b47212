package dev.sagas.serde;

import org.apache.kafka.common.errors.SerializationException;

/** Bytes that are not what they claim to be. Reading them again gives the same result. */
public final class CorruptRecordException extends SerializationException {
  public CorruptRecordException(String message) {
    super(message);
  }

  public CorruptRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
