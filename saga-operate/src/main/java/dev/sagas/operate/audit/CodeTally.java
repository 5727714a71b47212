package dev.sagas.operate.audit;

import java.util.Map;
import java.util.TreeMap;

/** Counts error codes. Participants choose them, so only so many are distinguished. */
final class CodeTally {
  private final Map<String, Long> counts = new TreeMap<>();

  void add(String code) {
    boolean toldApart = counts.containsKey(code) || counts.size() < JournalAnalytics.MAX_CODES;
    counts.merge(toldApart ? code : JournalAnalytics.OTHER_CODES, 1L, Long::sum);
  }

  Map<String, Long> counts() {
    return counts;
  }
}
