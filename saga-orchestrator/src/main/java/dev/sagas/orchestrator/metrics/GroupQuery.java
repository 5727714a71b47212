package dev.sagas.orchestrator.metrics;

import dev.sagas.operate.doctor.WaitingRecords;
import dev.sagas.operate.topics.BrokerCalls;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Asks the brokers about a group. Used by one thread.
 *
 * <ul>
 *   <li>A lag of up to {@value #COUNTED_OFFSETS} offsets is counted by reading, once for the same
 *       offsets: markers of transactions have offsets, too, so that a group that has read all of a
 *       partition seems to be behind. A larger one is what the offsets say.
 * </ul>
 */
final class GroupQuery {
  private static final long COUNTED_OFFSETS = 50;
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Admin admin;
  private final Map<String, Object> client;
  private final Map<TopicPartition, Counted> counted = new HashMap<>();

  /**
   * A query.
   *
   * @param client properties of the consumer that counts waiting records
   */
  GroupQuery(Admin admin, Map<String, Object> client) {
    this.admin = admin;
    this.client = client;
  }

  private record Counted(WaitingRecords.Range range, long records) {}

  /** How a group is doing. */
  record Group(int members, long lag) {}

  /**
   * How it is doing now.
   *
   * @throws org.apache.kafka.common.KafkaException if the brokers do not say
   */
  Group ask(WatchedGroup watched) {
    List<TopicPartition> partitions = partitions(watched.topic());
    Map<TopicPartition, Long> begin = offsets(partitions, OffsetSpec.earliest());
    Map<TopicPartition, Long> committed = committed(watched.group(), partitions);
    Map<TopicPartition, Long> end = offsets(partitions, OffsetSpec.latest());
    Map<TopicPartition, WaitingRecords.Range> unread = new HashMap<>();
    for (TopicPartition partition : partitions) {
      long first = begin.getOrDefault(partition, 0L);
      long from = Math.max(first, committed.getOrDefault(partition, first));
      unread.put(
          partition,
          new WaitingRecords.Range(from, Math.max(from, end.getOrDefault(partition, from))));
    }
    return new Group(members(watched.group()), lag(unread));
  }

  private List<TopicPartition> partitions(String topic) {
    TopicDescription description =
        Objects.requireNonNull(
            get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic));
    return description.partitions().stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }

  private int members(String group) {
    try {
      return Objects.requireNonNull(
              get(admin.describeConsumerGroups(List.of(group)).all()).get(group))
          .members()
          .size();
    } catch (GroupIdNotFoundException e) {
      return 0; // it was never there, or left nothing behind
    }
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which) {
    Map<TopicPartition, OffsetSpec> asked =
        partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> which));
    Map<TopicPartition, ListOffsetsResultInfo> answers =
        get(admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all());
    Map<TopicPartition, Long> offsets = new HashMap<>();
    answers.forEach((partition, answer) -> offsets.put(partition, answer.offset()));
    return offsets;
  }

  private Map<TopicPartition, Long> committed(String group, List<TopicPartition> partitions) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    try {
      Map<TopicPartition, OffsetAndMetadata> answers =
          get(
              admin
                  .listConsumerGroupOffsets(
                      Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(partitions)))
                  .partitionsToOffsetAndMetadata(group));
      answers.forEach(
          (partition, answer) ->
              Optional.ofNullable(answer)
                  .ifPresent(known -> offsets.put(partition, known.offset())));
    } catch (GroupIdNotFoundException e) {
      return Map.of(); // it never committed
    }
    return offsets;
  }

  private long lag(Map<TopicPartition, WaitingRecords.Range> unread) {
    Map<TopicPartition, WaitingRecords.Range> uncounted = new HashMap<>();
    long lag = 0;
    for (Map.Entry<TopicPartition, WaitingRecords.Range> entry : unread.entrySet()) {
      WaitingRecords.Range range = entry.getValue();
      Counted known = counted.get(entry.getKey());
      long offsets = range.to() - range.from();
      if (offsets > COUNTED_OFFSETS) {
        lag += offsets;
      } else if (known != null && known.range().equals(range)) {
        lag += known.records();
      } else if (offsets > 0) {
        uncounted.put(entry.getKey(), range);
      }
    }
    return lag + count(uncounted);
  }

  private long count(Map<TopicPartition, WaitingRecords.Range> ranges) {
    if (ranges.isEmpty()) {
      return 0;
    }
    long records = 0;
    for (Map.Entry<TopicPartition, WaitingRecords.Count> entry :
        WaitingRecords.count(client, ranges).entrySet()) {
      WaitingRecords.Count count = entry.getValue();
      records += count.records();
      WaitingRecords.Range range = ranges.get(entry.getKey());
      if (count.exact() && range != null) {
        counted.put(entry.getKey(), new Counted(range, count.records()));
      }
    }
    return records;
  }

  private static <T> T get(KafkaFuture<T> future) {
    return BrokerCalls.get(future, LIMIT);
  }
}
