package dev.sagas.testkit;

/** The history of a saga, attached to the failure of a test. It is not itself an error. */
final class SagaHistory extends RuntimeException {
  SagaHistory(String history) {
    super(history, null, false, false);
  }
}
