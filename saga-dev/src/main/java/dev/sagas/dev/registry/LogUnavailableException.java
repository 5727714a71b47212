package dev.sagas.dev.registry;

/** The registry's log cannot be read or written now. */
final class LogUnavailableException extends RuntimeException {
  LogUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
