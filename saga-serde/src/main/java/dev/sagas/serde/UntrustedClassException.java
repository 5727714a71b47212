package dev.sagas.serde;

import org.apache.kafka.common.errors.SerializationException;

/** A generated class that is not trusted. The message says how to allow its package. */
public final class UntrustedClassException extends SerializationException {
  public UntrustedClassException(String message) {
    super(message);
  }

  public UntrustedClassException(String message, Throwable cause) {
    super(message, cause);
  }
}
