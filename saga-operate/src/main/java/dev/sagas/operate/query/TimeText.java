package dev.sagas.operate.query;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Times and durations for a person.
 *
 * <ul>
 *   <li>Instants are in one zone, with its offset: {@code 2026-11-29 22:05:12+01:00}.
 *   <li>Durations have three significant figures: {@code 412 ms}, {@code 4.17 min}, {@code 36.2 h}.
 * </ul>
 *
 * @param zone in which instants are written
 */
public record TimeText(ZoneId zone) {
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ssxxx", Locale.ROOT);
  private static final int FIGURES = 3;
  private static final MathContext THREE_FIGURES = new MathContext(FIGURES);
  private static final long SECOND_MS = 1_000;
  private static final long MINUTE_MS = 60 * SECOND_MS;
  private static final long HOUR_MS = 60 * MINUTE_MS;
  private static final long DAY_MS = 24 * HOUR_MS;

  /** From this many hours on, durations are written in days. */
  private static final long DAYS_FROM_HOURS = 48;

  /** An instant. */
  public String at(long epochMs) {
    return INSTANT.format(Instant.ofEpochMilli(epochMs).atZone(zone));
  }

  /** A duration; a negative one counts as none. */
  public static String duration(long ms) {
    long length = Math.max(0, ms);
    if (length < SECOND_MS) {
      return length + " ms";
    }
    if (length < MINUTE_MS) {
      return in(length, SECOND_MS) + " s";
    }
    if (length < HOUR_MS) {
      return in(length, MINUTE_MS) + " min";
    }
    return length < DAYS_FROM_HOURS * HOUR_MS
        ? in(length, HOUR_MS) + " h"
        : in(length, DAY_MS) + " d";
  }

  /** Always three figures: 4.00, 40.0, 400. */
  private static String in(long ms, long unitMs) {
    BigDecimal value =
        BigDecimal.valueOf(ms).divide(BigDecimal.valueOf(unitMs), MathContext.DECIMAL64);
    BigDecimal rounded = value.round(THREE_FIGURES);
    int wholeDigits = rounded.precision() - rounded.scale();
    return rounded
        .setScale(Math.max(0, FIGURES - wholeDigits), RoundingMode.HALF_UP)
        .toPlainString();
  }
}
