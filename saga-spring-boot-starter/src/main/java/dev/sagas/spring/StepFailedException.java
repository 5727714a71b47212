package dev.sagas.spring;

import dev.sagas.participant.StepResult;
import java.time.Duration;

/**
 * Thrown by a {@link SagaHandler} method that is not possible now: without effect, and the
 * orchestrator may try again.
 */
public final class StepFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient StepResult result;

  /**
   * Fails the attempt.
   *
   * @throws IllegalArgumentException as {@link StepResult#failed(String, String)}
   */
  public StepFailedException(String code, String message) {
    this(code, message, Duration.ZERO);
  }

  /**
   * Fails the attempt, and asks to wait at least that long before the next.
   *
   * @throws IllegalArgumentException as {@link StepResult#failed(String, String, Duration)}
   */
  public StepFailedException(String code, String message, Duration retryAfter) {
    super(code + ": " + message);
    this.result = StepResult.failed(code, message, retryAfter);
  }

  /** The handler's answer. */
  public StepResult result() {
    return result;
  }
}
