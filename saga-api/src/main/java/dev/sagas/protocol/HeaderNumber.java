package dev.sagas.protocol;

/**
 * Reads whole numbers in headers and ids in the only form that the protocol allows: the ASCII
 * digits {@code 0} to {@code 9}, without a sign and without leading zeros.
 */
public final class HeaderNumber {
  private static final int MAX_DIGITS = 19;

  /** 9999-12-31T23:59:59.999Z. */
  private static final long LATEST_MS = 253_402_300_799_999L;

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

  /**
   * Reads a time in epoch ms, up to the end of the year 9999: beyond, sums of times could overflow.
   *
   * @throws NumberFormatException if the text has another form or the time is later
   */
  public static long parseTime(String text) {
    long timeMs = parseLong(text);
    if (timeMs > LATEST_MS) {
      throw new NumberFormatException(
          "Expected a time in epoch ms up to " + LATEST_MS + ", but got " + timeMs);
    }
    return timeMs;
  }

  private static String checked(String text) {
    if (!Form.isWholeNumber(text, MAX_DIGITS)) {
      throw new NumberFormatException(
          "Expected a number of ASCII digits without sign or leading zeros, but got %s"
              .formatted(Quoted.of(text)));
    }
    return text;
  }
}
