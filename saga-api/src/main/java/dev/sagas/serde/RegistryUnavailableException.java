package dev.sagas.serde;

import org.apache.kafka.common.errors.SerializationException;

/** The registry could not be asked: an outage, not an answer. To be retried later. */
public sealed class RegistryUnavailableException extends SerializationException
    permits StrangeAnswerException {
  public RegistryUnavailableException(String message) {
    super(message);
  }

  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
