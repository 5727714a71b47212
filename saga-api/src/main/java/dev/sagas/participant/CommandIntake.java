package dev.sagas.participant;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes polled records to the workers, pauses partitions that are ahead of them, and tracks which
 * offsets may be committed. Used only by the poll thread.
 */
final class CommandIntake implements ConsumerRebalanceListener {
  /** The most records of a partition that may be open before it is paused. */
  static final int MAX_OPEN_PER_PARTITION = 2_000;

  private static final Logger LOG = LoggerFactory.getLogger(CommandIntake.class);
  private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(5);
  private static final long CHECK_EVERY_NS = 2_000_000;

  private final Consumer<byte[], byte[]> consumer;
  private final CommandWorkers workers;
  private final Duration patience;
  private final Map<TopicPartition, PartitionWindow> windows = new HashMap<>();
  private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();

  /**
   * @param patience how long a rebalance waits for running commands
   */
  CommandIntake(Consumer<byte[], byte[]> consumer, CommandWorkers workers, Duration patience) {
    this.consumer = consumer;
    this.workers = workers;
    this.patience = patience;
  }

  void accept(ConsumerRecords<byte[], byte[]> records) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      PartitionWindow window =
          windows.computeIfAbsent(partition, assigned -> new PartitionWindow());
      window.parked().addLast(window.add(record));
    }
    long nowNs = System.nanoTime();
    for (PartitionWindow window : windows.values()) {
      window.parkAbandoned(nowNs);
      dispatch(window);
    }
    balance();
  }

  /** True if records wait until the workers take more. */
  boolean isCrowded() {
    return windows.values().stream().anyMatch(window -> !window.parked().isEmpty());
  }

  /** Commits without waiting for the answer. */
  void commit() {
    collect();
    if (!uncommitted.isEmpty()) {
      Map<TopicPartition, OffsetAndMetadata> offsets = Map.copyOf(uncommitted);
      uncommitted.clear();
      consumer.commitAsync(
          offsets,
          (committed, problem) -> {
            if (problem != null) {
              // A later commit covers these offsets; if none comes, they are delivered again.
              LOG.debug("Offsets {} were not committed", offsets, problem);
            }
          });
    }
  }

  /** Waits for running commands, for a bounded time, and commits. */
  private void settle(Collection<PartitionWindow> leaving) {
    long deadlineNs = System.nanoTime() + patience.toNanos();
    while (leaving.stream().anyMatch(PartitionWindow::hasBegunTasks)
        && System.nanoTime() < deadlineNs) {
      LockSupport.parkNanos(CHECK_EVERY_NS);
    }
    collect();
    try {
      // Also those of commits in flight: it costs nothing and leaves less to be repeated.
      Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(uncommitted);
      windows.forEach(
          (partition, window) ->
              window
                  .committable()
                  .ifPresent(next -> offsets.put(partition, new OffsetAndMetadata(next))));
      uncommitted.clear();
      if (!offsets.isEmpty()) {
        consumer.commitSync(offsets, COMMIT_TIMEOUT);
      }
    } catch (KafkaException e) {
      LOG.warn("Offsets were not committed; the commands will be delivered again", e);
    }
  }

  /** Begins no further command, waits for the running ones, and commits. */
  void stop() {
    workers.stop();
    settle(List.copyOf(windows.values()));
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> windows.put(partition, new PartitionWindow()));
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    List<PartitionWindow> leaving = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      PartitionWindow window = windows.get(partition);
      if (window != null) {
        window.revoke();
        leaving.add(window);
      }
    }
    if (!leaving.isEmpty()) {
      settle(leaving);
    }
    forget(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      PartitionWindow window = windows.get(partition);
      if (window != null) {
        window.revoke();
      }
    }
    forget(partitions);
  }

  private void forget(Collection<TopicPartition> partitions) {
    windows.keySet().removeAll(partitions);
    uncommitted.keySet().removeAll(partitions);
  }

  private void dispatch(PartitionWindow window) {
    while (!window.parked().isEmpty() && workers.offer(window.parked().getFirst())) {
      window.parked().removeFirst();
    }
  }

  private void balance() {
    Set<TopicPartition> paused = consumer.paused();
    Set<TopicPartition> pause = new HashSet<>();
    Set<TopicPartition> resume = new HashSet<>();
    windows.forEach(
        (partition, window) -> {
          boolean full = !window.parked().isEmpty() || window.size() >= MAX_OPEN_PER_PARTITION;
          if (full && !paused.contains(partition)) {
            pause.add(partition);
          } else if (!full && paused.contains(partition)) {
            resume.add(partition);
          }
        });
    consumer.pause(pause);
    consumer.resume(resume);
  }

  private void collect() {
    windows.forEach(
        (partition, window) ->
            window
                .advance()
                .ifPresent(next -> uncommitted.put(partition, new OffsetAndMetadata(next))));
  }
}
