package dev.sagas.definition;

import java.util.function.Predicate;

/**
 * Rejects a signal step if a condition holds for the signal.
 *
 * <ul>
 *   <li>The code must match {@code [A-Z][A-Z0-9_]{0,63}}, the message must have at most {@value
 *       Check#MAX_MESSAGE_CHARS} characters; anything else throws {@link IllegalArgumentException}.
 * </ul>
 *
 * @param failsWhen is given the signal's record
 * @param code why, for programs
 * @param message why, for a person
 */
public record SignalCheck(Predicate<Object> failsWhen, String code, String message) {
  public SignalCheck {
    RejectionText.require(code, message);
  }
}
