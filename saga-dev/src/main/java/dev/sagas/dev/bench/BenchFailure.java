package dev.sagas.dev.bench;

/** A measurement that could not be made; the message says why, for the person who started it. */
final class BenchFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BenchFailure(String message) {
    super(message);
  }

  BenchFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** Restores the interrupt. */
  static BenchFailure interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new BenchFailure("Interrupted before the measurement was done", e);
  }
}
