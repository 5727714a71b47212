package dev.sagas.audit;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts error codes. Participants choose them, so only so many are distinguished: the first ones
 * in alphabetical order, so that the counts do not depend on the order of what is counted.
 */
final class CodeTally {
  private final TreeMap<String, Long> counts = new TreeMap<>();
  private long others;

  void add(String code) {
    add(code, 1);
  }

  /** Adds what another one has counted. */
  void add(CodeTally other) {
    others += other.others;
    other.counts.forEach(this::add);
  }

  private void add(String code, long times) {
    counts.merge(code, times, Long::sum);
    if (counts.size() > JournalAnalytics.MAX_CODES) {
      others += counts.pollLastEntry().getValue();
    }
  }

  void write(DataOutput out) throws IOException {
    TallyMaps.write(out, counts);
    out.writeLong(others);
  }

  /** Adds what was written. */
  void read(DataInput in) throws IOException {
    TallyMaps.read(in, this::add);
    others += in.readLong();
  }

  Map<String, Long> counts() {
    Map<String, Long> all = new TreeMap<>(counts);
    if (others > 0) {
      all.merge(JournalAnalytics.OTHER_CODES, others, Long::sum);
    }
    return all;
  }
}
