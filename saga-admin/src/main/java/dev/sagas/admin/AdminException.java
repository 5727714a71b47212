package dev.sagas.admin;

/** A request was not answered as it was meant. */
public abstract sealed class AdminException extends RuntimeException
    permits AdminProblemException, UnreachableServerException {
  private static final long serialVersionUID = 1L;

  AdminException(String message) {
    super(message);
  }

  AdminException(String message, Throwable cause) {
    super(message, cause);
  }
}
