package dev.sagas.dev.bench;

import java.util.Locale;

/**
 * A result with the value that is aimed at.
 *
 * @param atLeast whether more is better
 */
record Target(String measure, double value, double limit, boolean atLeast) {
  static Target atLeast(String measure, double value, double limit) {
    return new Target(measure, value, limit, true);
  }

  static Target atMost(String measure, double value, double limit) {
    return new Target(measure, value, limit, false);
  }

  boolean isMet() {
    return atLeast ? value >= limit : value <= limit;
  }

  /** Such as {@code at least 0.30}. */
  String aim() {
    return (atLeast ? "at least " : "at most ") + number(limit);
  }

  String result() {
    return number(value);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
  }
}
