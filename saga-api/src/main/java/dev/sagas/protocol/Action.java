package dev.sagas.protocol;

/** What a command asks for: the {@code saga-action} header. */
public enum Action {
  /** Execute the step. */
  EXECUTE("execute"),
  /** Undo the step's effect. */
  COMPENSATE("compensate");

  private final String headerValue;

  Action(String headerValue) {
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
  public static Action ofHeader(String value) {
    for (Action action : values()) {
      if (action.headerValue.equals(value)) {
        return action;
      }
    }
    throw new IllegalArgumentException(
        "Expected execute or compensate as action, but got " + Quoted.of(value));
  }
}
