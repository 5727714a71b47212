package dev.sagas.protocol;

/**
 * The name of a service that handles commands; its command topic is named after it.
 *
 * <ul>
 *   <li>Must match {@code [a-z0-9][a-z0-9-]{0,63}}; anything else throws {@link
 *       IllegalArgumentException}.
 * </ul>
 */
public record ParticipantName(String value) implements Comparable<ParticipantName> {
  public ParticipantName {
    if (!Form.isName(value)) {
      throw new IllegalArgumentException(
          "Expected a participant name of the form %s, but got %s"
              .formatted(Form.NAME, Quoted.of(value)));
    }
  }

  /** True if {@code value} has the form of a participant name. */
  public static boolean isValid(String value) {
    return Form.isName(value);
  }

  @Override
  public int compareTo(ParticipantName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
