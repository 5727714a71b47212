package dev.sagas.objects;

import java.util.regex.Pattern;

/** The form of keys. */
public final class ObjectKeys {
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,199}";
  private static final Pattern KEY = Pattern.compile(NAME + "(/" + NAME + ")*");
  private static final Pattern PREFIX = Pattern.compile("(" + NAME + "/)*(" + NAME + ")?");
  private static final int MAX_LENGTH = 900;

  private ObjectKeys() {}

  /**
   * The key itself.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public static String require(String key) {
    return require(key, KEY);
  }

  /** The same for a prefix, which may be empty or end anywhere in a key. */
  public static String requirePrefix(String prefix) {
    return require(prefix, PREFIX);
  }

  private static String require(String text, Pattern form) {
    if (text.length() > MAX_LENGTH || !form.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "Expected a key such as a/b-1.json, but got '%s'".formatted(text));
    }
    return text;
  }
}
