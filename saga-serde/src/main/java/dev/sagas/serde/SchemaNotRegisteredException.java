package dev.sagas.serde;

import org.apache.kafka.common.errors.SerializationException;

/** The registry answered that a record's schema is not registered under its subject. */
public final class SchemaNotRegisteredException extends SerializationException {
  public SchemaNotRegisteredException(String message) {
    super(message);
  }

  public SchemaNotRegisteredException(String message, Throwable cause) {
    super(message, cause);
  }
}
