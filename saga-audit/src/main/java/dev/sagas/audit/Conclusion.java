package dev.sagas.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is still unmatched after everything was read. */
final class Conclusion {
  private final List<Violation> violations = new ArrayList<>();
  private final Map<Map.Entry<String, String>, Long> unprovable = new LinkedHashMap<>();

  void add(Violation violation) {
    violations.add(violation);
  }

  /** Counts something that cannot be proved because records of a topic have expired. */
  void unprovable(String topic, String message) {
    unprovable(topic, message, 1);
  }

  /** The same, several times. */
  void unprovable(String topic, String message, long times) {
    unprovable.merge(Map.entry(topic, message), times, Long::sum);
  }

  /** Adds what is unmatched in another shard. */
  void add(Conclusion other) {
    violations.addAll(other.violations);
    other.unprovable.forEach((what, times) -> unprovable.merge(what, times, Long::sum));
  }

  List<Violation> violations() {
    return List.copyOf(violations);
  }

  /** By topic and message. */
  List<Unprovable> unprovable() {
    return unprovable.entrySet().stream()
        .sorted(
            Map.Entry.comparingByKey(
                Map.Entry.<String, String>comparingByKey().thenComparing(Map.Entry::getValue)))
        .map(
            entry ->
                new Unprovable(
                    entry.getKey().getKey(), entry.getValue(), entry.getKey().getValue()))
        .toList();
  }
}
