package dev.sagas.http.exchange;

/**
 * Text of a request as it may be quoted in an answer or a log: short, without control characters.
 */
final class Shown {
  private static final int MAX_CHARS = 60;

  private Shown() {}

  static String of(String text) {
    String cut = text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "…";
    return "\"" + cut.replaceAll("[\\p{Cntrl}\"\\\\]", "?") + "\"";
  }
}
