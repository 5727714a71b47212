package dev.sagas.protocol;

/**
 * The name of a signal that a saga waits for.
 *
 * <ul>
 *   <li>Must match {@code [a-z0-9][a-z0-9-]{0,63}}; anything else throws {@link
 *       IllegalArgumentException}.
 * </ul>
 */
public record SignalName(String value) implements Comparable<SignalName> {
  public SignalName {
    if (!Form.isName(value)) {
      throw new IllegalArgumentException(
          "Expected a signal name of the form " + Form.NAME + ", but got " + Quoted.of(value));
    }
  }

  /** True if {@code value} has the form of a signal name. */
  public static boolean isValid(String value) {
    return Form.isName(value);
  }

  @Override
  public int compareTo(SignalName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
