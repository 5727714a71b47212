package dev.sagas.samples.service;

import dev.sagas.participant.RetryableException;

/**
 * Nobody outside gave an answer that settles anything: whether the call took effect is unknown.
 *
 * <ul>
 *   <li>The participant calls again until the command's deadline, with the fence asked again each
 *       time. That is right here: each call has the same idempotency key.
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
