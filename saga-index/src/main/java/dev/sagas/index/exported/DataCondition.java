package dev.sagas.index.exported;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a saga's data must have.
 *
 * <ul>
 *   <li>{@code customer.name=Ada}: the field at that path is that text, number, {@code true},
 *       {@code false} or {@code null}; elements of arrays do not count in a path.
 *   <li>{@code $.lines[*] ? (@.price > 100)}: a JSON path as PostgreSQL reads it, which must find
 *       something.
 * </ul>
 *
 * @param text as it was written, 1 to 1 000 characters
 */
public record DataCondition(String text) {
  private static final int MAX_TEXT = 1_000;
  private static final Pattern FIELD = Pattern.compile("[^=$\\s][^=]*=.*", Pattern.DOTALL);

  public DataCondition {
    boolean fits = text.startsWith("$") || FIELD.matcher(text).matches();
    if (!fits || text.length() > MAX_TEXT || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          """
          Expected a condition such as customer.name=Ada, or a JSON path such as \
          $.lines[*] ? (@.price > 100), of at most %s characters\
          """
              .formatted(MAX_TEXT));
    }
  }

  /** Whether it is a JSON path; else it names a field and its value. */
  public boolean isJsonPath() {
    return text.startsWith("$");
  }

  /** The names on the way to the field; empty for a JSON path. */
  public List<String> field() {
    return isJsonPath() ? List.of() : List.of(text.substring(0, equals()).strip().split("\\."));
  }

  /** The value of the field; empty for a JSON path. */
  public String value() {
    return isJsonPath() ? "" : text.substring(equals() + 1);
  }

  private int equals() {
    return text.indexOf('=');
  }
}
