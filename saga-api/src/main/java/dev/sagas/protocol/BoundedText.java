package dev.sagas.protocol;

import java.nio.charset.StandardCharsets;

/**
 * Truncates texts of foreign origin to a limit.
 *
 * <ul>
 *   <li>Never cuts between the two halves of a surrogate pair, or inside the bytes of a character.
 *   <li>The result is well-formed: half a surrogate pair becomes {@code ?}, as it would in UTF-8.
 *       So a text in memory equals the same text written and read again.
 *   <li>A text that fits and is well-formed is returned unchanged.
 * </ul>
 */
public final class BoundedText {
  private static final char REPLACEMENT = '?';

  private BoundedText() {}

  /**
   * Truncates to a number of UTF-16 units, as {@link String#length()} counts them.
   *
   * @param maxChars at least 0
   */
  public static String ofChars(String text, int maxChars) {
    int end = Math.min(text.length(), maxChars);
    boolean splitsPair =
        end > 0
            && end < text.length()
            && Character.isHighSurrogate(text.charAt(end - 1))
            && Character.isLowSurrogate(text.charAt(end));
    return wellFormed(text.substring(0, splitsPair ? end - 1 : end));
  }

  /**
   * Truncates to a number of bytes of UTF-8.
   *
   * @param maxBytes at least 0
   */
  public static String ofBytes(String text, int maxBytes) {
    int end = 0;
    int bytes = 0;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      bytes += utf8Bytes(codePoint);
      if (bytes > maxBytes) {
        break;
      }
      end += Character.charCount(codePoint);
    }
    return wellFormed(text.substring(0, end));
  }

  /**
   * Reads the first bytes of UTF-8; a character that would be cut is left out. The result, too, has
   * at most {@code maxBytes} bytes, even for malformed input.
   *
   * @param maxBytes at least 0
   */
  public static String ofUtf8(byte[] utf8, int maxBytes) {
    int end = Math.min(utf8.length, maxBytes);
    if (end < utf8.length) {
      int begin = end;
      while (begin > 0 && end - begin < 4 && isContinuation(utf8[begin])) {
        begin--;
      }
      end = isContinuation(utf8[begin]) ? end : begin;
    }
    if (isAscii(utf8, end)) {
      return new String(utf8, 0, end, StandardCharsets.US_ASCII);
    }
    // Malformed bytes grow: each may become a character of three.
    return ofBytes(new String(utf8, 0, end, StandardCharsets.UTF_8), maxBytes);
  }

  private static boolean isAscii(byte[] utf8, int end) {
    for (int i = 0; i < end; i++) {
      if (utf8[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isContinuation(byte next) {
    return (next & 0xC0) == 0x80;
  }

  private static int utf8Bytes(int codePoint) {
    if (codePoint < 0x80 || isHalf(codePoint)) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private static String wellFormed(String text) {
    if (!hasSurrogates(text)) {
      return text;
    }
    StringBuilder sound = new StringBuilder(text.length());
    text.codePoints()
        .map(codePoint -> isHalf(codePoint) ? REPLACEMENT : codePoint)
        .forEach(sound::appendCodePoint);
    return sound.toString();
  }

  private static boolean hasSurrogates(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }
}
