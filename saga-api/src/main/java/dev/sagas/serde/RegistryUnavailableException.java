package dev.sagas.serde;

import org.apache.kafka.common.errors.SerializationException;

/**
 * The registry could not be reached: an outage, not an answer. The call should be retried later.
 */
public sealed class RegistryUnavailableException extends SerializationException
    permits StrangeAnswerException {
  public RegistryUnavailableException(String message) {
    super(message);
  }

  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
