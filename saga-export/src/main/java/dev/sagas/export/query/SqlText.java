package dev.sagas.export.query;

import java.util.ArrayList;
import java.util.List;

/** A statement in the making, with the values of its placeholders. */
final class SqlText {
  private final StringBuilder text = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  private SqlText() {}

  /** One that begins like this. */
  static SqlText of(String begin, Object... bound) {
    return new SqlText().add(begin, bound);
  }

  /** Continues it. */
  SqlText add(String more, Object... bound) {
    text.append(text.isEmpty() ? "" : " ").append(more);
    values.addAll(List.of(bound));
    return this;
  }

  /** Continues it if that is so. */
  SqlText addIf(boolean is, String more, Object... bound) {
    return is ? add(more, bound) : this;
  }

  String text() {
    return text.toString();
  }

  List<Object> values() {
    return values;
  }

  /** A pattern of LIKE for what begins with that; with {@code ESCAPE '!'}. */
  static String escaped(String literal) {
    return literal.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }
}
