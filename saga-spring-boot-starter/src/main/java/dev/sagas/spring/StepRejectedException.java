package dev.sagas.spring;

import dev.sagas.participant.StepResult;
import java.util.Map;

/**
 * Thrown by a {@link SagaHandler} method to refuse its step for a business reason: final, and
 * without effect. The saga is undone.
 */
public final class StepRejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient StepResult result;

  /**
   * Rejects the step.
   *
   * @throws IllegalArgumentException as {@link StepResult#rejected(String, String)}
   */
  public StepRejectedException(String code, String message) {
    this(code, message, Map.of());
  }

  /**
   * Rejects the step with details for a program or a person.
   *
   * @throws IllegalArgumentException as {@link StepResult#rejected(String, String, Map)}
   */
  public StepRejectedException(String code, String message, Map<String, String> details) {
    super(code + ": " + message);
    this.result = StepResult.rejected(code, message, details);
  }

  /** The handler's answer. */
  public StepResult result() {
    return result;
  }
}
