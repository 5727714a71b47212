package dev.sagas.serde;

/**
 * The object that a claim names is missing, or is not what was stored. The message names store and
 * object.
 */
public final class ClaimLostException extends CorruptRecordException {
  public ClaimLostException(String message) {
    super(message);
  }
}
