package dev.sagas.archive.claims;

/** Objects must not be collected as requested. The message says why, and what to do. */
public final class ClaimsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what was expected and what was found. */
  public ClaimsException(String message) {
    super(message);
  }
}
