package dev.sagas.protocol;

/**
 * Identifies one saga; chosen by its client, and the key of every record about it.
 *
 * <ul>
 *   <li>Must match {@code [A-Za-z0-9._:-]{1,200}}; anything else throws {@link
 *       IllegalArgumentException}.
 * </ul>
 */
public record SagaId(String value) implements Comparable<SagaId> {
  private static final String FORM = "[A-Za-z0-9._:-]{1,200}";
  private static final int MAX_CHARS = 200;

  public SagaId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "Expected a saga id of the form " + FORM + ", but got " + Quoted.of(value));
    }
  }

  /** True if {@code value} has the form of a saga id. */
  public static boolean isValid(String value) {
    return !value.isEmpty() && value.length() <= MAX_CHARS && Form.isWord(value, "._:-");
  }

  @Override
  public int compareTo(SagaId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
