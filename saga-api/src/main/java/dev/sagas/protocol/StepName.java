package dev.sagas.protocol;

import java.util.regex.Pattern;

/**
 * The name of a step within a saga definition.
 *
 * <ul>
 *   <li>Must match {@code [a-z0-9][a-z0-9-]{0,63}}; anything else throws {@link
 *       IllegalArgumentException}.
 * </ul>
 */
public record StepName(String value) implements Comparable<StepName> {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  public StepName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "Expected a step name of the form " + FORM.pattern() + ", but got " + Quoted.of(value));
    }
  }

  /** True if {@code value} has the form of a step name. */
  public static boolean isValid(String value) {
    return FORM.matcher(value).matches();
  }

  @Override
  public int compareTo(StepName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
