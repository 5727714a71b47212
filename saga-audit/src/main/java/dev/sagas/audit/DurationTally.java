package dev.sagas.audit;

import java.time.Duration;
import org.HdrHistogram.PackedHistogram;

/** Measures durations, with memory use that does not grow with their number. */
final class DurationTally {
  private static final long LONGEST_MS = Duration.ofDays(3650).toMillis();
  private static final int SIGNIFICANT_DIGITS = 3;

  private final PackedHistogram histogram = new PackedHistogram(1, LONGEST_MS, SIGNIFICANT_DIGITS);
  private long maxMs;

  /** Adds a duration; what is below 0 counts as 0. */
  void add(long durationMs) {
    long ms = Math.max(0, durationMs);
    histogram.recordValue(Math.min(ms, LONGEST_MS));
    maxMs = Math.max(maxMs, ms);
  }

  /** Adds those that another one has measured. */
  void add(DurationTally other) {
    histogram.add(other.histogram);
    maxMs = Math.max(maxMs, other.maxMs);
  }

  Durations summary() {
    long count = histogram.getTotalCount();
    return count == 0
        ? Durations.NONE
        : new Durations(count, percentile(50), percentile(90), percentile(99), maxMs);
  }

  private long percentile(double percent) {
    return Math.min(maxMs, histogram.getValueAtPercentile(percent));
  }
}
