package dev.sagas.serde;

/**
 * The registry answered, but not in the way that the API prescribes: an unexpected status, no JSON,
 * no UTF-8, or a missing field. An outage unless it answers other questions correctly.
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
