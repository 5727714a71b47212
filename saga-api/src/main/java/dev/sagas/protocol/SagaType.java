package dev.sagas.protocol;

/**
 * The name of a saga definition, common to all its versions.
 *
 * <ul>
 *   <li>Must match {@code [a-z0-9][a-z0-9-]{0,63}}; anything else throws {@link
 *       IllegalArgumentException}.
 * </ul>
 */
public record SagaType(String value) implements Comparable<SagaType> {
  public SagaType {
    if (!Form.isName(value)) {
      throw new IllegalArgumentException(
          "Expected a saga type of the form " + Form.NAME + ", but got " + Quoted.of(value));
    }
  }

  /** True if {@code value} has the form of a saga type. */
  public static boolean isValid(String value) {
    return Form.isName(value);
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
