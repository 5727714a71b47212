package dev.sagas.operate.doctor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads consumer groups. */
final class GroupReader {
  /** A transaction that writes offsets ends within its time-out, 10 s by default. */
  private static final int STABLE_WITHIN_MS = 12_000;

  private final Admin admin;
  private final Map<String, Object> client;

  /**
   * A reader of groups.
   *
   * @param client properties of the consumer that counts waiting records
   */
  GroupReader(Admin admin, Map<String, Object> client) {
    this.admin = admin;
    this.client = client;
  }

  /** A group, and the partitions of these topics, which it should read. */
  Reading<GroupView> read(String id, Collection<TopicView> topics) {
    try {
      List<TopicPartition> partitions = partitions(topics);
      List<GroupView.Progress> progress = new ArrayList<>();
      boolean stable = true;
      if (!partitions.isEmpty()) {
        Map<TopicPartition, Long> begin = offsets(partitions, OffsetSpec.earliest());
        Map<TopicPartition, Long> committed = new HashMap<>();
        stable = committed(id, partitions, committed);
        Map<TopicPartition, Long> end = offsets(partitions, OffsetSpec.latest());
        progress = progress(partitions, begin, committed, end);
      }
      return Reading.at(view(id, stable, progress));
    } catch (KafkaException e) {
      return Reading.failed("group " + id + " cannot be examined: " + Calls.reason(e));
    }
  }

  private List<GroupView.Progress> progress(
      List<TopicPartition> partitions,
      Map<TopicPartition, Long> begin,
      Map<TopicPartition, Long> committed,
      Map<TopicPartition, Long> end) {
    Map<TopicPartition, WaitingRecords.Range> unread = new HashMap<>();
    for (TopicPartition partition : partitions) {
      long next =
          Math.max(begin.getOrDefault(partition, 0L), committed.getOrDefault(partition, -1L));
      unread.put(partition, new WaitingRecords.Range(next, end.getOrDefault(partition, 0L)));
    }
    Map<TopicPartition, WaitingRecords.Count> waiting = WaitingRecords.count(client, unread);
    return partitions.stream()
        .map(
            partition ->
                new GroupView.Progress(
                    partition.toString(),
                    committed.getOrDefault(partition, -1L),
                    begin.getOrDefault(partition, 0L),
                    end.getOrDefault(partition, 0L),
                    Optional.ofNullable(waiting.get(partition))))
        .toList();
  }

  private GroupView view(String id, boolean stable, List<GroupView.Progress> progress) {
    try {
      ConsumerGroupDescription group =
          Objects.requireNonNull(
              Calls.get(admin.describeConsumerGroups(List.of(id)).all()).get(id));
      Set<String> assigned =
          group.members().stream()
              .flatMap(member -> member.assignment().topicPartitions().stream())
              .map(TopicPartition::toString)
              .collect(Collectors.toSet());
      return new GroupView(
          id, group.groupState().toString(), group.members().size(), assigned, stable, progress);
    } catch (GroupIdNotFoundException e) {
      return new GroupView(id, "no such group", 0, Set.of(), stable, progress);
    }
  }

  /** Those with a leader: others do not answer. */
  static List<TopicPartition> partitions(Collection<TopicView> topics) {
    return topics.stream()
        .flatMap(
            topic ->
                topic.partitions().stream()
                    .filter(TopicView.PartitionView::hasLeader)
                    .map(partition -> new TopicPartition(topic.name(), partition.number())))
        .toList();
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which) {
    Map<TopicPartition, OffsetSpec> asked =
        partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> which));
    Map<TopicPartition, ListOffsetsResultInfo> answers = Calls.get(admin.listOffsets(asked).all());
    Map<TopicPartition, Long> offsets = new HashMap<>();
    answers.forEach((partition, answer) -> offsets.put(partition, answer.offset()));
    return offsets;
  }

  /** False if a transaction blocks them; they are then those from before it. */
  private boolean committed(
      String id, List<TopicPartition> partitions, Map<TopicPartition, Long> committed) {
    try {
      committed.putAll(committed(id, partitions, true));
      return true;
    } catch (TimeoutException e) {
      committed.putAll(committed(id, partitions, false));
      return false;
    }
  }

  private Map<TopicPartition, Long> committed(
      String id, List<TopicPartition> partitions, boolean stable) {
    ListConsumerGroupOffsetsSpec spec =
        new ListConsumerGroupOffsetsSpec().topicPartitions(partitions);
    ListConsumerGroupOffsetsOptions options =
        new ListConsumerGroupOffsetsOptions().requireStable(stable);
    options.timeoutMs(STABLE_WITHIN_MS);
    Map<TopicPartition, Long> offsets = new HashMap<>();
    try {
      Map<TopicPartition, OffsetAndMetadata> answers =
          Calls.get(
              admin
                  .listConsumerGroupOffsets(Map.of(id, spec), options)
                  .partitionsToOffsetAndMetadata(id));
      answers.forEach(
          (partition, answer) -> {
            if (answer != null) {
              offsets.put(partition, answer.offset());
            }
          });
    } catch (GroupIdNotFoundException e) {
      return Map.of(); // it never committed
    }
    return offsets;
  }
}
