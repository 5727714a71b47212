package dev.sagas.operate.why;

import dev.sagas.operate.query.TimeText;

/** Phrases that many sentences share. */
record Phrases(long nowMs, TimeText times) {
  /** Longer texts of participants and operators are cut in sentences; the facts have them whole. */
  private static final int MAX_QUOTED = 200;

  /** Such as {@code 4.17 min ago (2026-11-29 22:05:12+01:00)}. */
  String ago(long atMs) {
    return "%s ago (%s)".formatted(TimeText.duration(nowMs - atMs), times.at(atMs));
  }

  /** Such as {@code in 12.3 s (at 2026-11-29 22:05:12+01:00)}. */
  String in(long atMs) {
    return "in %s (at %s)".formatted(TimeText.duration(atMs - nowMs), times.at(atMs));
  }

  /** Such as {@code 42.3 min (since 2026-11-29 22:05:12+01:00)}. */
  String length(long sinceMs) {
    return "%s (since %s)".formatted(TimeText.duration(nowMs - sinceMs), times.at(sinceMs));
  }

  /** The same with "for" before it. */
  String since(long sinceMs) {
    return "for " + length(sinceMs);
  }

  boolean isPast(long atMs) {
    return atMs < nowMs;
  }

  /** A code and its message, as far as there are any. */
  static String error(String code, String message) {
    if (code.isBlank()) {
      return message.isBlank() ? "an error without a code" : quoted(message);
    }
    return message.isBlank() ? code : code + ": " + quoted(message);
  }

  /** A text of foreign origin. */
  static String quoted(String text) {
    String line = text.strip();
    return line.length() <= MAX_QUOTED
        ? "\"" + line + "\""
        : "\"" + line.substring(0, MAX_QUOTED) + "…\"";
  }
}
