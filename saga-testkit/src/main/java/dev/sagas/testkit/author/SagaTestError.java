package dev.sagas.testkit.author;

/** What a saga under test did, or its test says, is not what was expected. */
final class SagaTestError extends AssertionError {
  SagaTestError(String message) {
    super(message);
  }

  SagaTestError(String message, Throwable cause) {
    super(message, cause);
  }
}
