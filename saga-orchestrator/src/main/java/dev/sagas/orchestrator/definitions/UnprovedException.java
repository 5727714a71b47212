package dev.sagas.orchestrator.definitions;

/** It could not be proved that the functions of a definition return; the message says why. */
final class UnprovedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnprovedException(String reason) {
    super(reason);
  }

  UnprovedException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
