package dev.sagas.participant;

/** A handler did not end in time, or too many before it did not. */
final class HandlerHungException extends Exception {
  private static final long serialVersionUID = 1L;

  HandlerHungException(String message) {
    super(message);
  }
}
