package dev.sagas.orchestrator.cli;

import dev.sagas.protocol.SagaId;

/** The command itself found that the request does not fit the saga; nothing was sent. */
final class RefusedException extends RuntimeException {
  RefusedException(String message) {
    super(message);
  }

  static RefusedException noSuchSaga(SagaId saga) {
    return new RefusedException(
        "No saga has the id " + saga + ", or it ended and has been removed from the store");
  }
}
