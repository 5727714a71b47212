package org.springframework.dao;

/** As Spring's own: thrown by repositories for what is likely to pass. */
public class TransientDataAccessException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TransientDataAccessException(String message) {
    super(message);
  }
}
