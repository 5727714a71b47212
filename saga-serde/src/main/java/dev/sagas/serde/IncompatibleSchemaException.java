package dev.sagas.serde;

import org.apache.kafka.common.errors.SerializationException;

/** The registry refused to register a schema: invalid, or not compatible with its predecessors. */
public final class IncompatibleSchemaException extends SerializationException {
  public IncompatibleSchemaException(String message) {
    super(message);
  }

  public IncompatibleSchemaException(String message, Throwable cause) {
    super(message, cause);
  }
}
