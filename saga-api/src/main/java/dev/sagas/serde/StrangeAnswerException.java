package dev.sagas.serde;

/**
 * The registry answered, but not as a registry answers what was asked: another status, no JSON, no
 * UTF-8, or a field is missing. An outage unless it answers other questions well.
 */
final class StrangeAnswerException extends RegistryUnavailableException {
  private final boolean refusal;

  StrangeAnswerException(String message, boolean refusal) {
    super(message);
    this.refusal = refusal;
  }

  /** True if access was refused, which says nothing about the schema. */
  boolean isRefusal() {
    return refusal;
  }
}
