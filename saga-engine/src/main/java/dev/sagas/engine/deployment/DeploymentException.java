package dev.sagas.engine.deployment;

/** A deployment's topics could not be read or written. The message says what to do. */
public final class DeploymentException extends RuntimeException {
  public DeploymentException(String message) {
    super(message);
  }

  public DeploymentException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The brokers do not show a topic, and so nothing was sent or read. */
  public static DeploymentException unseen(String topic, String operation) {
    return new DeploymentException(
        """
        Expected topic %s to exist, but it does not, or cannot be described: check the prefix, \
        and that the principal that connects has %s on it; nothing was sent\
        """
            .formatted(topic, operation));
  }
}
