package dev.sagas.operate.doctor;

import dev.sagas.engine.deployment.TopicReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/**
 * How many records wait for a reader between two offsets. Offsets alone are not enough: transaction
 * markers and aborted records have offsets, too.
 *
 * <ul>
 *   <li>Reads committed records and keeps none. Records of an open transaction count as waiting.
 *   <li>What must not be read, is more than {@value #MAX_OFFSETS} offsets, or takes longer than
 *       {@value #LIMIT_MS} ms in all is estimated by its offsets, which are an upper bound.
 * </ul>
 */
public final class WaitingRecords {
  /** How many offsets of a partition are read at most. */
  static final long MAX_OFFSETS = 10_000;

  static final long LIMIT_MS = 3_000;

  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Range> ranges;
  private final Map<TopicPartition, Long> read = new HashMap<>();
  private final Map<TopicPartition, Count> counts = new HashMap<>();

  private WaitingRecords(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Range> ranges) {
    this.consumer = consumer;
    this.ranges = ranges;
  }

  /**
   * Offsets of a partition.
   *
   * @param from the first
   * @param to the one after the last
   */
  public record Range(long from, long to) {
    long offsets() {
      return Math.max(0, to - from);
    }
  }

  /**
   * The waiting records.
   *
   * @param exact false if the number is an upper bound
   */
  public record Count(long records, boolean exact) {}

  /** Counts with a new consumer, with these client properties. */
  public static Map<TopicPartition, Count> count(
      Map<String, Object> client, Map<TopicPartition, Range> ranges) {
    if (ranges.values().stream().allMatch(range -> range.offsets() == 0)) {
      Map<TopicPartition, Count> none = new HashMap<>();
      ranges.keySet().forEach(partition -> none.put(partition, new Count(0, true)));
      return none;
    }
    try (Consumer<byte[], byte[]> consumer = TopicReader.consumer(client)) {
      return count(consumer, ranges);
    }
  }

  /** The same with this consumer, which reads committed records and is in no group. */
  static Map<TopicPartition, Count> count(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Range> ranges) {
    WaitingRecords waiting = new WaitingRecords(consumer, ranges);
    waiting.run();
    return waiting.counts;
  }

  private void run() {
    Set<TopicPartition> unread = new HashSet<>();
    ranges.forEach(
        (partition, range) -> {
          counts.put(partition, new Count(range.offsets(), range.offsets() == 0));
          if (range.offsets() > 0 && range.offsets() <= MAX_OFFSETS) {
            unread.add(partition);
          }
        });
    while (!unread.isEmpty()) {
      try {
        read(unread);
        return;
      } catch (TopicAuthorizationException e) {
        if (!unread.removeIf(partition -> e.unauthorizedTopics().contains(partition.topic()))) {
          return; // nothing of ours is named: they all stay as their offsets say
        }
      }
    }
  }

  private void read(Set<TopicPartition> unread) {
    long endNanos = System.nanoTime() + Duration.ofMillis(LIMIT_MS).toNanos();
    consumer.assign(unread);
    unread.forEach(partition -> consumer.seek(partition, range(partition).from()));
    unread.forEach(partition -> read.put(partition, 0L));
    Map<TopicPartition, Long> stable = consumer.endOffsets(unread);
    while (!unread.isEmpty() && System.nanoTime() - endNanos < 0) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() < range(partition).to()) {
          read.merge(partition, 1L, Long::sum);
        }
      }
      unread.removeIf(partition -> settle(partition, stable.getOrDefault(partition, 0L)));
      consumer.assign(unread);
    }
  }

  /** True once everything stable was read; an open transaction holds what comes after it. */
  private boolean settle(TopicPartition partition, long stableEnd) {
    Range range = range(partition);
    long readTo = Math.min(range.to(), stableEnd);
    if (consumer.position(partition) < readTo) {
      return false;
    }
    long held = Math.max(0, range.to() - Math.max(range.from(), readTo));
    counts.put(partition, new Count(read.getOrDefault(partition, 0L) + held, held == 0));
    return true;
  }

  private Range range(TopicPartition partition) {
    return ranges.getOrDefault(partition, new Range(0, 0));
  }
}
