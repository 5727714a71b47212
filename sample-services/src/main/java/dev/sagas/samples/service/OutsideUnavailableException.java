package dev.sagas.samples.service;

import dev.sagas.participant.RetryableException;

/**
 * No conclusive answer from outside: it is unknown whether the call took effect.
 *
 * <ul>
 *   <li>The participant calls again until the command's deadline, and checks the fence before each
 *       attempt. That is safe here: each call has the same idempotency key.
 * </ul>
 */
public final class OutsideUnavailableException extends RetryableException {
  private static final long serialVersionUID = 1L;

  OutsideUnavailableException(String message) {
    super(message);
  }

  OutsideUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
