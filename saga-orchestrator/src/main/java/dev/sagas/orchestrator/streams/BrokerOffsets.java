package dev.sagas.orchestrator.streams;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the brokers themselves; complains of no answer once a minute at most. */
final class BrokerOffsets implements ReplyOffsets {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerOffsets.class);
  private static final int TIMEOUT_MS = 10_000;
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration COMPLAINT_INTERVAL = Duration.ofMinutes(1);

  private final Admin admin;
  private final String groupId;
  private final AtomicLong complainAtNanos = new AtomicLong(System.nanoTime());

  BrokerOffsets(Admin admin, String groupId) {
    this.admin = admin;
    this.groupId = groupId;
  }

  @Override
  public Map<TopicPartition, CompletableFuture<Long>> ends(Set<TopicPartition> partitions) {
    ListOffsetsResult result = list(partitions, OffsetSpec.latest());
    return partitions.stream()
        .collect(
            Collectors.toMap(Function.identity(), partition -> patient(offset(result, partition))));
  }

  @Override
  public CompletableFuture<Long> settled(TopicPartition partition) {
    // The consumer continues from its group's offset, and from the first one if there is none.
    ListOffsetsResult first = list(Set.of(partition), OffsetSpec.earliest());
    return patient(offset(first, partition).thenCombine(committed(partition), Math::max));
  }

  private ListOffsetsResult list(Set<TopicPartition> partitions, OffsetSpec spec) {
    return admin.listOffsets(
        partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> spec)),
        new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(TIMEOUT_MS));
  }

  private static CompletableFuture<Long> offset(
      ListOffsetsResult result, TopicPartition partition) {
    return result
        .partitionResult(partition)
        .toCompletionStage()
        .toCompletableFuture()
        .thenApply(ListOffsetsResultInfo::offset);
  }

  private CompletableFuture<Long> committed(TopicPartition partition) {
    return admin
        .listConsumerGroupOffsets(
            Map.of(groupId, new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(partition))),
            new ListConsumerGroupOffsetsOptions().timeoutMs(TIMEOUT_MS))
        .partitionsToOffsetAndMetadata(groupId)
        .toCompletionStage()
        .toCompletableFuture()
        .thenApply(
            offsets -> {
              OffsetAndMetadata committed = offsets.get(partition);
              return committed == null ? 0 : committed.offset();
            });
  }

  /** Passes a failure on after a pause, so that nobody asks brokers in trouble all the time. */
  private CompletableFuture<Long> patient(CompletableFuture<Long> answer) {
    return answer.exceptionallyCompose(
        failure -> {
          complain(failure);
          return new CompletableFuture<Long>()
              .orTimeout(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
        });
  }

  private void complain(Throwable failure) {
    long now = System.nanoTime();
    long next = complainAtNanos.get();
    if (now - next >= 0
        && complainAtNanos.compareAndSet(next, now + COMPLAINT_INTERVAL.toNanos())) {
      LOG.warn(
          "The brokers do not say how far the input topics reach; timers that are due wait",
          failure);
    }
  }
}
