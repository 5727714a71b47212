package dev.sagas.orchestrator.journal;

import dev.sagas.orchestrator.wire.Position;
import dev.sagas.protocol.SagaId;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;

/**
 * How much of each topic is still there.
 *
 * <ul>
 *   <li>A partition whose log no longer starts at offset 0 has expired in part.
 *   <li>A topic that does not exist has not expired: what is missing from it is missing.
 * </ul>
 */
final class Coverage {
  private final Map<String, Integer> partitions = new HashMap<>();
  private final Map<String, Set<Integer>> expired = new HashMap<>();

  /** Notes where the log of a partition starts. */
  void starts(Position first) {
    partitions.merge(first.topic(), first.partition() + 1, Math::max);
    if (first.offset() > 0) {
      expired.computeIfAbsent(first.topic(), topic -> new HashSet<>()).add(first.partition());
    }
  }

  /** True if records of that saga may have left the topic. */
  boolean hasExpired(String topic, SagaId saga) {
    Set<Integer> lost = expired.getOrDefault(topic, Set.of());
    return !lost.isEmpty() && lost.contains(partitionOf(topic, saga));
  }

  private int partitionOf(String topic, SagaId saga) {
    byte[] key = saga.value().getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % partitions.getOrDefault(topic, 1);
  }
}
