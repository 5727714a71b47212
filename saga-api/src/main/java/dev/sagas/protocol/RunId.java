package dev.sagas.protocol;

/**
 * Identifies one life of a saga id: 12 hex digits derived from the accepted start, so that a reused
 * saga id never matches the fence rows of an earlier life.
 *
 * <ul>
 *   <li>Must match {@code [0-9a-f]{12}}; anything else throws {@link IllegalArgumentException}.
 * </ul>
 */
public record RunId(String value) implements Comparable<RunId> {
  private static final String FORM = "[0-9a-f]{12}";
  private static final int CHARS = 12;

  public RunId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "Expected a run id of the form " + FORM + ", but got " + Quoted.of(value));
    }
  }

  /** True if {@code value} has the form of a run id. */
  public static boolean isValid(String value) {
    return value.length() == CHARS && Form.isHex(value);
  }

  @Override
  public int compareTo(RunId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
