package dev.sagas.orchestrator.cli;

import dev.sagas.protocol.SagaId;

/** What was asked for does not fit the saga, as the command itself found; nothing was sent. */
final class RefusedException extends RuntimeException {
  RefusedException(String message) {
    super(message);
  }

  static RefusedException noSuchSaga(SagaId saga) {
    return new RefusedException(
        "No saga has the id " + saga + ", or it ended and its time in the store is over");
  }
}
