package dev.sagas.operate.query;

/**
 * Text that is not JSON, or JSON that does not fit the schema. The message names the field and what
 * was expected, never the value.
 */
public final class PayloadException extends RuntimeException {
  PayloadException(String message) {
    super(message);
  }
}
