package dev.sagas.serde;

/**
 * The object store of large values could not be reached or used: an outage. The message names the
 * store and, where one is meant, the object.
 */
public final class ClaimUnavailableException extends CodecOutageException {
  public ClaimUnavailableException(String message) {
    super(message);
  }

  public ClaimUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
