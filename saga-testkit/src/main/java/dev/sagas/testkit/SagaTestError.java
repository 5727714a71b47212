package dev.sagas.testkit;

/** A saga under test, or its test, did something unexpected. */
final class SagaTestError extends AssertionError {
  SagaTestError(String message) {
    super(message);
  }

  SagaTestError(String message, Throwable cause) {
    super(message, cause);
  }
}
