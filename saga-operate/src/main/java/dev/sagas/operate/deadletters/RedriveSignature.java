package dev.sagas.operate.deadletters;

/**
 * Who redrives or discards, and why; it goes with the record as {@code saga-redriven-by}, or with
 * the note as {@code saga-discarded-by}.
 *
 * <ul>
 *   <li>The actor has 1 to {@value #MAX_ACTOR_CHARS} characters, the reason 1 to {@value
 *       #MAX_REASON_CHARS}, neither has control characters.
 * </ul>
 */
public record RedriveSignature(String actor, String reason) {
  static final int MAX_ACTOR_CHARS = 200;
  static final int MAX_REASON_CHARS = 500;

  public RedriveSignature {
    require("actor", actor, MAX_ACTOR_CHARS);
    require("reason", reason, MAX_REASON_CHARS);
  }

  private static void require(String what, String text, int maxChars) {
    if (text.isBlank()
        || text.length() > maxChars
        || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          """
          Expected the %s to have 1 to %s characters, all of them printable, but it has %s\
          """
              .formatted(what, maxChars, text.length()));
    }
  }

  String headerValue() {
    return actor + ": " + reason;
  }
}
