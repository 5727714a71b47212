package dev.sagas.protocol;

import java.util.regex.Pattern;

/**
 * Reads whole numbers of headers and ids in the only form that the protocol has: the digits {@code
 * 0} to {@code 9} of ASCII, without a sign, and without leading zeros.
 */
public final class HeaderNumber {
  private static final Pattern FORM = Pattern.compile("0|[1-9][0-9]{0,18}");

  private HeaderNumber() {}

  /**
   * Reads a number up to {@link Integer#MAX_VALUE}.
   *
   * @throws NumberFormatException if the text has another form or the number is too large
   */
  public static int parseInt(String text) {
    return Integer.parseInt(checked(text));
  }

  /**
   * Reads a number up to {@link Long#MAX_VALUE}.
   *
   * @throws NumberFormatException if the text has another form or the number is too large
   */
  public static long parseLong(String text) {
    return Long.parseLong(checked(text));
  }

  private static String checked(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new NumberFormatException(
          "Expected a number of ASCII digits without sign or leading zeros, but got "
              + Quoted.of(text));
    }
    return text;
  }
}
