package dev.sagas.export.jdbc;

/** The export cannot go on, for a reason that does not pass by itself. */
public final class ExportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what was expected and what was found. */
  public ExportException(String message) {
    super(message);
  }

  /** The same, because of that. */
  public ExportException(String message, Throwable cause) {
    super(message, cause);
  }
}
