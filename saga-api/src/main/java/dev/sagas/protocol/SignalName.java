package dev.sagas.protocol;

import java.util.regex.Pattern;

/**
 * The name of a signal that a saga waits for.
 *
 * <ul>
 *   <li>Must match {@code [a-z0-9][a-z0-9-]{0,63}}; anything else throws {@link
 *       IllegalArgumentException}.
 * </ul>
 */
public record SignalName(String value) implements Comparable<SignalName> {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  public SignalName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "Expected a signal name of the form " + FORM.pattern() + ", but got " + Quoted.of(value));
    }
  }

  /** True if {@code value} has the form of a signal name. */
  public static boolean isValid(String value) {
    return FORM.matcher(value).matches();
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
