package dev.sagas.participant;

/** A handler did not return in time, or too many earlier ones have not returned. */
final class HandlerHungException extends Exception {
  private static final long serialVersionUID = 1L;

  HandlerHungException(String message) {
    super(message);
  }
}
