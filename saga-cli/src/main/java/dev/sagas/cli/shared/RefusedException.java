package dev.sagas.cli.shared;

import dev.sagas.protocol.SagaId;

/** The command itself found that the request does not fit the saga; nothing was sent. */
public final class RefusedException extends RuntimeException {
  public RefusedException(String message) {
    super(message);
  }

  public static RefusedException noSuchSaga(SagaId saga) {
    return new RefusedException(
        "No saga has the id " + saga + ", or it ended and has been removed from the store");
  }
}
