package dev.sagas.index.exported;

/** The export cannot answer now: asking again later may help. */
public final class ExportUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what was expected and what was found. */
  public ExportUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
