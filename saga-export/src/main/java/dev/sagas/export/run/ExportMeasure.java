package dev.sagas.export.run;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees from time to time how much there is to export, also while nothing can be, and notes in the
 * database since when nothing was. In the thread of the export.
 */
final class ExportMeasure {
  private static final Logger LOG = LoggerFactory.getLogger(ExportMeasure.class);
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final Duration AT_MOST = Duration.ofSeconds(1);

  private final Consumer<byte[], byte[]> consumer;
  private final ExportedPartitions partitions;
  private final Clock clock;
  private final Set<TopicPartition> atEnd = new HashSet<>();
  private long dueAtNanos = System.nanoTime();
  private long atEndMs;
  private volatile OptionalLong offsetsBehind = OptionalLong.empty();

  ExportMeasure(Consumer<byte[], byte[]> consumer, ExportedPartitions partitions, Clock clock) {
    this.consumer = consumer;
    this.partitions = partitions;
    this.clock = clock;
  }

  /** Measures, if it is time to. */
  void run() {
    if (System.nanoTime() - dueAtNanos >= 0) {
      now();
    }
  }

  /** Measures. */
  void now() {
    dueAtNanos = System.nanoTime() + EVERY.toNanos();
    atEnd.clear();
    atEndMs = clock.millis();
    try {
      offsetsBehind = behind(consumer.endOffsets(consumer.assignment(), AT_MOST));
    } catch (TimeoutException e) {
      atEnd.clear();
      LOG.debug("The brokers have not said where the journal ends", e);
    }
  }

  private OptionalLong behind(Map<TopicPartition, Long> ends) {
    long behind = 0;
    boolean isKnown = true; // not before the database has said it
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      TopicPartition partition = end.getKey();
      boolean isPlaced = partitions.isPlaced(partition);
      OptionalLong at =
          isPlaced
              ? OptionalLong.of(consumer.position(partition, AT_MOST))
              : partitions.exportedBefore(partition);
      long left = end.getValue() - at.orElse(0);
      isKnown &= at.isPresent();
      behind += Math.max(0, left);
      if (isPlaced && left <= 0) {
        atEnd.add(partition);
      }
    }
    return isKnown ? OptionalLong.of(behind) : OptionalLong.empty();
  }

  /** Whether there is something to {@link #note}. */
  boolean isAtAnyEnd() {
    return !atEnd.isEmpty();
  }

  /** Notes which partitions are exported to their end; once what was polled is written. */
  void note() throws SQLException {
    partitions.whole(atEnd, atEndMs);
    atEnd.clear();
  }

  /** What was read is not written. */
  void forget() {
    atEnd.clear();
  }

  /**
   * How many offsets of its partitions are not exported, as of some seconds ago; transaction
   * markers count. Empty before that was known once. From any thread.
   */
  OptionalLong offsetsBehind() {
    return offsetsBehind;
  }
}
