package dev.sagas.protocol;

import java.util.regex.Pattern;

/**
 * Identifies one life of a saga id: 12 hex digits derived from the accepted start, so that a reused
 * saga id never matches the fence rows of an earlier life.
 *
 * <ul>
 *   <li>Must match {@code [0-9a-f]{12}}; anything else throws {@link IllegalArgumentException}.
 * </ul>
 */
public record RunId(String value) implements Comparable<RunId> {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{12}");

  public RunId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "Expected a run id of the form " + FORM.pattern() + ", but got " + Quoted.of(value));
    }
  }

  /** True if {@code value} has the form of a run id. */
  public static boolean isValid(String value) {
    return FORM.matcher(value).matches();
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
