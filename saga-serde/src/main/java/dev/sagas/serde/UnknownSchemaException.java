package dev.sagas.serde;

import org.apache.kafka.common.errors.SerializationException;

/** The registry answered that it does not know the schema id in front of a value. */
public final class UnknownSchemaException extends SerializationException {
  public UnknownSchemaException(String message) {
    super(message);
  }

  public UnknownSchemaException(String message, Throwable cause) {
    super(message, cause);
  }
}
