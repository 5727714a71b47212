package dev.sagas.serde;

import org.apache.kafka.common.errors.SerializationException;

/** Bytes that are not what they claim to be. Reading them again gives the same result. */
public sealed class CorruptRecordException extends SerializationException
    permits ClaimLostException {
  public CorruptRecordException(String message) {
    super(message);
  }

  public CorruptRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
