package dev.sagas.archive.format;

/** An archive is damaged, or does not fit the journal. The message names what and where. */
public class ArchiveException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what was expected and what was found. */
  public ArchiveException(String message) {
    super(message);
  }

  /** The same, because of that. */
  public ArchiveException(String message, Throwable cause) {
    super(message, cause);
  }
}
