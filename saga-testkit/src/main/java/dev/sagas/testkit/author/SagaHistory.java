package dev.sagas.testkit.author;

/** The history of a saga, attached to what made a test fail. It is no error of its own. */
final class SagaHistory extends RuntimeException {
  SagaHistory(String history) {
    super(history, null, false, false);
  }
}
