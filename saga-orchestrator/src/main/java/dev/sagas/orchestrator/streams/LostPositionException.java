package dev.sagas.orchestrator.streams;

/** A consumer was at a position that cannot be true; the next one begins where it can. */
final class LostPositionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LostPositionException(String message) {
    super(message);
  }
}
