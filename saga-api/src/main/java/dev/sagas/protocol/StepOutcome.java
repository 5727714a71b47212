package dev.sagas.protocol;

/** How a participant answered a command: the {@code saga-outcome} header of a reply. */
public enum StepOutcome {
  /** The command took effect. Counts from any attempt. */
  SUCCEEDED("succeeded"),
  /** Refused for a business reason, without effect. Counts from any attempt and is not retried. */
  REJECTED("rejected"),
  /** A technical failure; the command may be tried again. Counts only from the newest attempt. */
  FAILED("failed");

  private final String headerValue;

  StepOutcome(String headerValue) {
    this.headerValue = headerValue;
  }

  /** The value in the header. */
  public String headerValue() {
    return headerValue;
  }

  /**
   * Reads the header's value.
   *
   * @throws IllegalArgumentException if it is not one of the known values
   */
  public static StepOutcome ofHeader(String value) {
    for (StepOutcome outcome : values()) {
      if (outcome.headerValue.equals(value)) {
        return outcome;
      }
    }
    throw new IllegalArgumentException(
        "Expected succeeded, rejected or failed as outcome, but got " + Quoted.of(value));
  }
}
