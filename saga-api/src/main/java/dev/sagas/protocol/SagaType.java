package dev.sagas.protocol;

import java.util.regex.Pattern;

/**
 * The name of a saga definition, common to all its versions.
 *
 * <ul>
 *   <li>Must match {@code [a-z0-9][a-z0-9-]{0,63}}; anything else throws {@link
 *       IllegalArgumentException}.
 * </ul>
 */
public record SagaType(String value) implements Comparable<SagaType> {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  public SagaType {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "Expected a saga type of the form " + FORM.pattern() + ", but got " + Quoted.of(value));
    }
  }

  /** True if {@code value} has the form of a saga type. */
  public static boolean isValid(String value) {
    return FORM.matcher(value).matches();
  }

  @Override
  public int compareTo(SagaType other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
