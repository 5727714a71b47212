package dev.sagas.serde;

/**
 * The registry could not be reached: an outage, not an answer. The call should be retried later.
 */
public sealed class RegistryUnavailableException extends CodecOutageException
    permits StrangeAnswerException {
  public RegistryUnavailableException(String message) {
    super(message);
  }

  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
