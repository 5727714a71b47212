package dev.sagas.protocol;

/**
 * The name of a step within a saga definition.
 *
 * <ul>
 *   <li>Must match {@code [a-z0-9][a-z0-9-]{0,63}}; anything else throws {@link
 *       IllegalArgumentException}.
 * </ul>
 */
public record StepName(String value) implements Comparable<StepName> {
  public StepName {
    if (!Form.isName(value)) {
      throw new IllegalArgumentException(
          "Expected a step name of the form " + Form.NAME + ", but got " + Quoted.of(value));
    }
  }

  /** True if {@code value} has the form of a step name. */
  public static boolean isValid(String value) {
    return Form.isName(value);
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
