package dev.sagas.client;

import dev.sagas.schema.SagaStartAnswer;

/** A request of which nothing will come: it was refused, conflicts, or its saga has ended. */
public final class StartRefusedException extends RuntimeException {
  private final transient SagaStartAnswer answer;

  StartRefusedException(SagaStartAnswer answer) {
    super(
        "Expected saga "
            + answer.getSagaId()
            + " to start, but the answer was "
            + answer.getVerdict()
            + " ("
            + answer.getReasonCode()
            + ": "
            + answer.getReasonMessage()
            + ", status "
            + answer.getStatus()
            + ")");
    this.answer = answer;
  }

  /** What the orchestrator answered. */
  public SagaStartAnswer answer() {
    return answer;
  }
}
