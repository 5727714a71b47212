package org.springframework.transaction;

/** As Spring's own: thrown when a transaction cannot begin. */
public final class CannotCreateTransactionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CannotCreateTransactionException(String message) {
    super(message);
  }
}
