package dev.sagas.definition;

/**
 * Rejects a local step if a condition holds for the saga's data.
 *
 * <ul>
 *   <li>The code must match {@code [A-Z][A-Z0-9_]{0,63}}, the message must have at most {@value
 *       #MAX_MESSAGE_CHARS} characters; anything else throws {@link IllegalArgumentException}.
 * </ul>
 *
 * @param <D> the saga's data
 * @param failsWhen is given what the step's function returned
 * @param code why, for programs
 * @param message why, for a person
 */
public record Check<D>(Condition<D> failsWhen, String code, String message) {
  /** The longest message of a rejection. */
  public static final int MAX_MESSAGE_CHARS = 1024;

  public Check {
    RejectionText.require(code, message);
  }
}
