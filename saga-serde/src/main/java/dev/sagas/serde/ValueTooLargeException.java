package dev.sagas.serde;

import org.apache.kafka.common.errors.SerializationException;

/** A value is larger than values may be, even outside Kafka. */
public final class ValueTooLargeException extends SerializationException {
  public ValueTooLargeException(String message) {
    super(message);
  }
}
