package dev.sagas.protocol;

import java.util.regex.Pattern;

/**
 * Identifies one saga; chosen by its client, and the key of every record about it.
 *
 * <ul>
 *   <li>Must match {@code [A-Za-z0-9._:-]{1,200}}; anything else throws {@link
 *       IllegalArgumentException}.
 * </ul>
 */
public record SagaId(String value) implements Comparable<SagaId> {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:-]{1,200}");

  public SagaId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "Expected a saga id of the form " + FORM.pattern() + ", but got " + Quoted.of(value));
    }
  }

  /** True if {@code value} has the form of a saga id. */
  public static boolean isValid(String value) {
    return FORM.matcher(value).matches();
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
