package dev.sagas.admin;

/**
 * No answer came from the service.
 *
 * <ul>
 *   <li>An action may have been taken: repeat it with the same idempotency key, or look.
 * </ul>
 */
public final class UnreachableServerException extends AdminException {
  private static final long serialVersionUID = 1L;

  UnreachableServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
