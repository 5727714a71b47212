package dev.sagas.orchestrator.metrics;

import dev.sagas.orchestrator.streams.Takeovers;
import io.micrometer.core.instrument.MultiGauge;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Follows how far partitions are restored, and hands on what it learns. Thread-safe.
 *
 * <ul>
 *   <li>Kafka Streams restores a store of a partition at a time: until its last one begins, more is
 *       to be read than is shown.
 * </ul>
 */
final class RestoreProgress implements Takeovers {
  private final Takeovers next;
  private final Clock clock;
  private final Meters meters;
  private final MultiGauge gauge;
  private final Supplier<Set<Integer>> processed;
  private final Map<TopicPartition, Long> remaining = new HashMap<>();
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final Map<Integer, Long> beganMs = new HashMap<>();

  /**
   * A follower of restorations.
   *
   * @param next learns the same
   * @param processed the partitions of which nothing remains
   */
  RestoreProgress(Takeovers next, Clock clock, Meters meters, Supplier<Set<Integer>> processed) {
    this.next = next;
    this.clock = clock;
    this.meters = meters;
    this.gauge = meters.rows(EngineMeter.RESTORE_REMAINING);
    this.processed = processed;
  }

  /** Shows what remains now. */
  void refresh() {
    Map<Integer, Long> partitions = new TreeMap<>();
    processed.get().forEach(partition -> partitions.put(partition, 0L));
    synchronized (this) {
      remaining.forEach((of, records) -> partitions.merge(of.partition(), records, Long::sum));
    }
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    partitions.forEach(
        (partition, records) ->
            rows.add(Meters.row(EngineMeter.RESTORE_REMAINING, Labels.of(partition), records)));
    gauge.register(rows, true);
  }

  @Override
  public void onRestoreStart(
      TopicPartition partition, String store, long startOffset, long endOffset) {
    synchronized (this) {
      beganMs.putIfAbsent(partition.partition(), clock.millis());
      ends.put(partition, endOffset);
      remaining.put(partition, Math.max(0, endOffset - startOffset));
    }
    next.onRestoreStart(partition, store, startOffset, endOffset);
  }

  @Override
  public void onBatchRestored(
      TopicPartition partition, String store, long batchEndOffset, long records) {
    synchronized (this) {
      Long end = ends.get(partition);
      if (end != null) {
        remaining.put(partition, Math.max(0, end - batchEndOffset - 1));
      }
    }
    next.onBatchRestored(partition, store, batchEndOffset, records);
  }

  @Override
  public void onRestoreEnd(TopicPartition partition, String store, long totalRestored) {
    forget(partition);
    next.onRestoreEnd(partition, store, totalRestored);
  }

  @Override
  public void onRestoreSuspended(TopicPartition partition, String store, long totalRestored) {
    forget(partition);
    next.onRestoreSuspended(partition, store, totalRestored);
  }

  private synchronized void forget(TopicPartition partition) {
    ends.remove(partition);
    remaining.remove(partition);
  }

  @Override
  public void ready(int partition) {
    long nowMs = clock.millis();
    Long began;
    synchronized (this) {
      began = beganMs.remove(partition);
    }
    meters.time(EngineMeter.RESTORE_TIME, Labels.NONE, began == null ? 0 : nowMs - began);
    next.ready(partition);
  }
}
