package dev.sagas.orchestrator.streams;

import dev.sagas.internal.DaemonThreads;
import dev.sagas.operate.topics.BrokerCalls;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every 5 s whether the group's positions in the input topics can be true, and after 1 s
 * again if one seems not to be; see {@link InputPositions}.
 *
 * <ul>
 *   <li>While the brokers do not answer, what was found last still counts.
 * </ul>
 */
public final class WatchedPositions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedPositions.class);
  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Duration SECOND_LOOK_AFTER = Duration.ofSeconds(1);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Admin admin;
  private final Set<String> topics;
  private final String groupId;
  private final InputPositions positions = new InputPositions();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("watched-positions"));

  private WatchedPositions(Admin admin, Set<String> topics, String groupId) {
    this.admin = admin;
    this.topics = Set.copyOf(topics);
    this.groupId = groupId;
  }

  /**
   * Looks at once, then again and again until closed.
   *
   * @param admin is closed with the result
   * @param groupId of the consumers that read the topics
   */
  public static WatchedPositions watch(Admin admin, Set<String> topics, String groupId) {
    WatchedPositions watching = new WatchedPositions(admin, topics, groupId);
    watching.lookAfter(Duration.ZERO);
    return watching;
  }

  private void lookAfter(Duration delay) {
    try {
      Future<?> unused =
          timer.schedule(
              () -> {
                look();
                lookAfter(positions.isSuspicious() ? SECOND_LOOK_AFTER : INTERVAL);
              },
              delay.toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("Closed while looking", e);
    }
  }

  private void look() {
    try {
      Map<String, TopicDescription> described =
          BrokerCalls.get(admin.describeTopics(topics).allTopicNames(), ANSWER_WITHIN);
      Map<String, Uuid> ids = new HashMap<>();
      described.forEach((name, topic) -> ids.put(name, topic.topicId()));
      List<TopicPartition> partitions =
          described.values().stream()
              .flatMap(
                  topic ->
                      topic.partitions().stream()
                          .map(info -> new TopicPartition(topic.name(), info.partition())))
              .toList();
      Map<TopicPartition, InputPositions.Place> committed = committed(partitions);
      positions.take(new InputPositions.Look(ids, committed, ends(partitions)));
    } catch (GroupIdNotFoundException e) {
      LOG.debug("The group {} has not committed anything yet", groupId, e);
    } catch (KafkaException e) {
      LOG.warn("The positions in the input topics could not be looked at", e);
    } catch (RuntimeException e) {
      // Never looking again would hide what is lost.
      LOG.error("The positions in the input topics could not be looked at", e);
    }
  }

  private Map<TopicPartition, InputPositions.Place> committed(List<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> answer =
        BrokerCalls.get(
            admin
                .listConsumerGroupOffsets(
                    Map.of(groupId, new ListConsumerGroupOffsetsSpec().topicPartitions(partitions)))
                .partitionsToOffsetAndMetadata(groupId),
            ANSWER_WITHIN);
    Map<TopicPartition, InputPositions.Place> committed = new HashMap<>();
    answer.forEach(
        (partition, offset) -> {
          if (offset != null) {
            committed.put(
                partition, InputPositions.Place.of(offset.offset(), offset.leaderEpoch()));
          }
        });
    return committed;
  }

  private Map<TopicPartition, InputPositions.Place> ends(List<TopicPartition> partitions) {
    Map<TopicPartition, ListOffsetsResultInfo> answer =
        BrokerCalls.get(
            admin
                .listOffsets(
                    partitions.stream()
                        .collect(Collectors.toMap(which -> which, which -> OffsetSpec.latest())))
                .all(),
            ANSWER_WITHIN);
    Map<TopicPartition, InputPositions.Place> ends = new HashMap<>();
    answer.forEach(
        (partition, end) ->
            ends.put(partition, InputPositions.Place.of(end.offset(), end.leaderEpoch())));
    return ends;
  }

  InputPositions positions() {
    return positions;
  }

  /** Why positions cannot be true, by partition; empty if all may be. */
  public Map<String, String> problems() {
    return positions.problems();
  }

  /** One of the {@link #problems}. */
  public Optional<String> whyNotReady() {
    return problems().entrySet().stream()
        .map(lost -> lost.getKey() + ": " + lost.getValue())
        .findFirst();
  }

  @Override
  public void close() {
    timer.shutdownNow();
    admin.close(CLOSE_TIMEOUT);
  }
}
