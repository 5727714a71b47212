package dev.sagas.operate.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Recent dead letters and takeovers. */
final class RecentChecks {
  /** A partition that moves more often than this within an hour is not stable. */
  static final long MAX_TAKEOVERS = 3;

  private RecentChecks() {}

  static List<Finding> of(Snapshot snapshot) {
    String letters = snapshot.expected().names().deadLetters();
    String recoveries = snapshot.expected().names().recoveries();
    List<Finding> all = new ArrayList<>();
    all.addAll(
        snapshot
            .recent()
            .deadLetters()
            .map(
                counts -> deadLetters(letters, counts),
                why -> List.of(Finding.notChecked(DoctorCheck.DEAD_LETTERS, letters, why))));
    all.addAll(
        snapshot
            .recent()
            .takeovers()
            .map(
                counts -> takeovers(recoveries, counts),
                why -> List.of(Finding.notChecked(DoctorCheck.RECOVERIES, recoveries, why))));
    return all;
  }

  private static List<Finding> deadLetters(String topic, Map<String, Long> counts) {
    Findings findings = new Findings(DoctorCheck.DEAD_LETTERS);
    if (!counts.isEmpty()) {
      findings.add(
          FindingCode.DEAD_LETTERS_RECENT,
          topic,
          "no dead letter within 24 h",
          "by code there are " + new TreeMap<>(counts));
    }
    return findings.orOk(topic, "None within 24 h");
  }

  private static List<Finding> takeovers(String topic, Map<String, Long> counts) {
    Findings findings = new Findings(DoctorCheck.RECOVERIES);
    Map<String, Long> many = new TreeMap<>(counts);
    many.values().removeIf(count -> count <= MAX_TAKEOVERS);
    if (!many.isEmpty()) {
      findings.add(
          FindingCode.TAKEOVERS_MANY,
          topic,
          "a partition to be taken over at most " + MAX_TAKEOVERS + " times an hour",
          "by partition there were " + many);
    }
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    return findings.orOk(topic, "Partitions taken over within an hour: " + all);
  }
}
