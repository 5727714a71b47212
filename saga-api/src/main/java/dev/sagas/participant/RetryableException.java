package dev.sagas.participant;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by a handler for a transient failure, such as a service that does not answer.
 *
 * <ul>
 *   <li>The participant rolls back, waits, checks the fence again and calls the handler again,
 *       until the command's deadline; then it answers {@code failed} with {@code
 *       INFRASTRUCTURE_UNAVAILABLE}. For the orchestrator all of that is one attempt.
 *   <li>Also recognized as the cause of another exception.
 *   <li>Transient database errors need not be wrapped: they are treated the same way.
 *   <li>If the other side says how long to wait, or if the pause may be long, return {@link
 *       StepResult#failed(String, String, java.time.Duration)} instead.
 * </ul>
 */
public class RetryableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * The message says what was expected and what happened instead; it must never contain a payload.
   */
  public RetryableException(String message) {
    super(message);
  }

  /** The same, with its cause. */
  public RetryableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
