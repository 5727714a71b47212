package dev.sagas.operate.doctor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A topic that exists.
 *
 * @param settings by name; empty with the reason if they cannot be read
 * @param operations what the connecting principal may do with it; empty if the brokers do not say
 */
record TopicView(
    String name,
    List<PartitionView> partitions,
    Reading<Map<String, String>> settings,
    Optional<Set<String>> operations) {
  TopicView {
    partitions = List.copyOf(partitions);
  }

  /** A setting that is a number; empty if it is not known. */
  OptionalLong number(String setting) {
    String text = settings.value().orElse(Map.of()).get(setting);
    return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
  }

  /**
   * One of its partitions.
   *
   * @param replicas how many there should be
   * @param inSync how many are up to date
   */
  record PartitionView(int number, boolean hasLeader, int replicas, int inSync) {}
}
