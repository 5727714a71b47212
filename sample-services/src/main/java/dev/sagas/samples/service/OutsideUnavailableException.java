package dev.sagas.samples.service;

import java.sql.SQLTransientConnectionException;

/**
 * Nobody outside gave an answer that settles anything: whether the call took effect is unknown.
 *
 * <ul>
 *   <li>Of this class because a participant tries errors of it again until the command's deadline,
 *       with the fence asked anew each time. That is right here too: each call has the same
 *       idempotency key.
 * </ul>
 */
public final class OutsideUnavailableException extends SQLTransientConnectionException {
  private static final long serialVersionUID = 1L;

  OutsideUnavailableException(String message) {
    super(message);
  }

  OutsideUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
