package dev.sagas.objects;

/** An object store could not be reached or used. The message names store and key. */
public final class ObjectStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what was expected and what was found. */
  public ObjectStoreException(String message) {
    super(message);
  }

  /** The same, because of that. */
  public ObjectStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
