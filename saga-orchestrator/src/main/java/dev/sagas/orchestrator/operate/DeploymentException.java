package dev.sagas.orchestrator.operate;

/** A deployment's topics could not be read or written. The message says what to do. */
public final class DeploymentException extends RuntimeException {
  DeploymentException(String message) {
    super(message);
  }

  DeploymentException(String message, Throwable cause) {
    super(message, cause);
  }
}
