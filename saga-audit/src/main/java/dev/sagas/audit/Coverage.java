package dev.sagas.audit;

import dev.sagas.engine.wire.Position;
import dev.sagas.protocol.KeyPartition;
import dev.sagas.protocol.SagaId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How much of each topic is still there.
 *
 * <ul>
 *   <li>A partition whose log no longer starts at offset 0 has expired in part.
 *   <li>A topic that does not exist has not expired: what is missing from it is missing.
 *   <li>Safe for use by many threads.
 * </ul>
 */
final class Coverage {
  /** A transaction commits within it: records of a topic are out of order by no more. */
  private static final long DISORDER_MS = Duration.ofMinutes(15).toMillis();

  private final Map<String, Integer> partitions = new ConcurrentHashMap<>();
  private final Map<String, Map<Integer, Long>> firstTimes = new ConcurrentHashMap<>();
  private final Map<String, Set<Integer>> expired = new ConcurrentHashMap<>();

  /** Notes where the log of a partition starts. */
  void starts(Position first) {
    partitions.merge(first.topic(), first.partition() + 1, Math::max);
    if (first.offset() > 0) {
      expired
          .computeIfAbsent(first.topic(), topic -> ConcurrentHashMap.newKeySet())
          .add(first.partition());
    }
  }

  /** Notes the time of a record, or that there is none before it. */
  void seen(String topic, int partition, long atMs) {
    if (expired.getOrDefault(topic, Set.of()).contains(partition)) {
      firstTimes
          .computeIfAbsent(topic, name -> new ConcurrentHashMap<>())
          .putIfAbsent(partition, atMs);
    }
  }

  /** True if what a saga had in the topic at that time has certainly expired. */
  boolean isGone(String topic, SagaId saga, long atMs) {
    Map<Integer, Long> first = firstTimes.getOrDefault(topic, Map.of());
    Long firstMs = first.isEmpty() ? null : first.get(partitionOf(topic, saga));
    return firstMs != null && atMs < firstMs - DISORDER_MS;
  }

  /** True if records of that saga may have expired. */
  boolean hasExpired(String topic, SagaId saga) {
    Set<Integer> lost = expired.getOrDefault(topic, Set.of());
    return !lost.isEmpty() && lost.contains(partitionOf(topic, saga));
  }

  private int partitionOf(String topic, SagaId saga) {
    return partitionOf(saga, partitions.getOrDefault(topic, 1));
  }

  /** The partition of a saga's records in a topic with so many. */
  static int partitionOf(SagaId saga, int count) {
    return KeyPartition.of(saga, Math.max(1, count));
  }
}
