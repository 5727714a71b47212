package dev.sagas.archive.format;

import java.util.Optional;

/**
 * The earliest and the latest time of records, in milliseconds since 1970. A partition need not be
 * in the order of times.
 */
public record RecordTimeSpan(long earliestMs, long latestMs) {
  /** With one more record. */
  static RecordTimeSpan with(Optional<RecordTimeSpan> before, long timeMs) {
    return before
        .map(
            span ->
                new RecordTimeSpan(
                    Math.min(span.earliestMs, timeMs), Math.max(span.latestMs, timeMs)))
        .orElseGet(() -> new RecordTimeSpan(timeMs, timeMs));
  }
}
