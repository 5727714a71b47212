package dev.sagas.participant;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by a handler for what is likely to pass, such as a service that does not answer.
 *
 * <ul>
 *   <li>The participant rolls back, waits, asks the fence again and calls the handler again, until
 *       the command's deadline; then it answers {@code failed} with {@code
 *       INFRASTRUCTURE_UNAVAILABLE}. The orchestrator counts all of that as one attempt.
 *   <li>Also recognized as the cause of another exception.
 *   <li>Database errors that are likely to pass need not be wrapped: they are treated the same way.
 *   <li>Where the other side says how long to wait, or where the pause may be long, return {@link
 *       StepResult#failed(String, String, java.time.Duration)} instead.
 * </ul>
 */
public class RetryableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what was expected and what came instead; never put a payload into it. */
  public RetryableException(String message) {
    super(message);
  }

  /** The same, with its cause. */
  public RetryableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
