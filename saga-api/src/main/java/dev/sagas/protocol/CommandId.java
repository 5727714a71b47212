package dev.sagas.protocol;

/**
 * Identifies one attempt of a command: {@code deduplicationKey#attempt}.
 *
 * <ul>
 *   <li>{@code attempt} counts from 1 within the deduplication key.
 *   <li>Participants treat the text as opaque and send it back in {@code saga-in-reply-to}.
 * </ul>
 */
public record CommandId(DeduplicationKey key, int attempt) {
  public CommandId {
    if (attempt < 1) {
      throw new IllegalArgumentException("Expected an attempt of at least 1, but got " + attempt);
    }
  }

  /**
   * Reads the form written by {@link #toString()}.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static CommandId parse(String text) {
    int hash = text.lastIndexOf('#');
    if (hash < 0) {
      throw new IllegalArgumentException(
          "Expected a command id deduplicationKey#attempt, but got " + Quoted.of(text));
    }
    String attempt = text.substring(hash + 1);
    try {
      return new CommandId(
          DeduplicationKey.parse(text.substring(0, hash)), HeaderNumber.parseInt(attempt));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Expected an attempt number at the end of a command id, but got " + Quoted.of(text), e);
    }
  }

  @Override
  public String toString() {
    return key + "#" + attempt;
  }
}
