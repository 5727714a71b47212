package dev.sagas.samples.outside;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a request's fields must be, so that the tables hold them. */
final class Limits {
  private Limits() {}

  /** Throws {@link IllegalArgumentException} if the text is missing, empty or too long. */
  static void text(String field, @Nullable String text, int maxChars) {
    if (text == null || text.isEmpty() || text.length() > maxChars) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "Expected %s to have 1 to %d characters", field, maxChars));
    }
  }

  /** Throws {@link IllegalArgumentException} if the number is not positive. */
  static void positive(String field, long number) {
    if (number < 1) {
      throw new IllegalArgumentException("Expected %s to be positive".formatted(field));
    }
  }
}
