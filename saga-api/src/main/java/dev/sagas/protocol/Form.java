package dev.sagas.protocol;

/**
 * What names and ids are made of. Read for every record, and therefore without regular expressions,
 * which took a tenth of the engine's time.
 */
final class Form {
  /** Of names; see {@link #isName}. */
  static final String NAME = "[a-z0-9][a-z0-9-]{0,63}";

  private static final int MAX_NAME_CHARS = 64;

  private Form() {}

  /** True if the text matches {@link #NAME}. */
  static boolean isName(String text) {
    if (text.isEmpty() || text.length() > MAX_NAME_CHARS || text.charAt(0) == '-') {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLower(c) && !isDigit(c) && c != '-') {
        return false;
      }
    }
    return true;
  }

  /** True if there are only {@code A-Z}, {@code a-z}, digits, and characters of {@code others}. */
  static boolean isWord(String text, String others) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isUpper = c >= 'A' && c <= 'Z';
      if (!isLower(c) && !isUpper && !isDigit(c) && others.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** True if there are only lower-case hex digits. */
  static boolean isHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isDigit(c) && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  /** True for {@code 0} and for digits that do not begin with it. */
  static boolean isWholeNumber(String text, int maxDigits) {
    boolean leadingZero = text.length() > 1 && text.charAt(0) == '0';
    if (text.isEmpty() || text.length() > maxDigits || leadingZero) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
