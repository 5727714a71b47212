package dev.sagas.audit;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.PackedHistogram;
import org.jspecify.annotations.Nullable;

/**
 * Measures durations, with memory use that does not grow with their number: the first are kept as
 * they are, since of one run there are few.
 */
final class DurationTally {
  private static final long LONGEST_MS = Duration.ofDays(3650).toMillis();
  private static final int SIGNIFICANT_DIGITS = 3;
  private static final int FEW = 64;

  private final List<Long> few = new ArrayList<>(1);
  private @Nullable PackedHistogram many;
  private long maxMs;

  /** Adds a duration; what is below 0 counts as 0. */
  void add(long durationMs) {
    long ms = Math.max(0, durationMs);
    maxMs = Math.max(maxMs, ms);
    if (many == null && few.size() < FEW) {
      few.add(ms);
    } else {
      histogram().recordValue(Math.min(ms, LONGEST_MS));
    }
  }

  private PackedHistogram histogram() {
    PackedHistogram histogram =
        many == null ? new PackedHistogram(1, LONGEST_MS, SIGNIFICANT_DIGITS) : many;
    many = histogram;
    few.forEach(ms -> histogram.recordValue(Math.min(ms, LONGEST_MS)));
    few.clear();
    return histogram;
  }

  /** Adds those that another one has measured. */
  void add(DurationTally other) {
    other.few.forEach(this::add);
    if (other.many != null) {
      histogram().add(other.many);
    }
    maxMs = Math.max(maxMs, other.maxMs);
  }

  Durations summary() {
    long count = few.size() + (many == null ? 0 : many.getTotalCount());
    return count == 0 ? Durations.NONE : summary(histogram(), count);
  }

  private Durations summary(PackedHistogram histogram, long count) {
    return new Durations(
        count,
        percentile(histogram, 50),
        percentile(histogram, 90),
        percentile(histogram, 99),
        maxMs);
  }

  private long percentile(PackedHistogram histogram, double percent) {
    return Math.min(maxMs, histogram.getValueAtPercentile(percent));
  }

  /** Writes the first ones, of one run all of them. */
  void write(DataOutput out) throws IOException {
    out.writeByte(few.size());
    for (long ms : few) {
      out.writeLong(ms);
    }
  }

  /** Adds what was written. */
  void read(DataInput in) throws IOException {
    int count = in.readUnsignedByte();
    for (int i = 0; i < count; i++) {
      add(in.readLong());
    }
  }
}
