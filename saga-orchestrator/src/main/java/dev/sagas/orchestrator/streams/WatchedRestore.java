package dev.sagas.orchestrator.streams;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * Hands on what is restored, reports each time that it goes forward, and says how far it is.
 * Thread-safe.
 */
final class WatchedRestore implements StateRestoreListener {
  private final StateRestoreListener listener;
  private final Runnable progress;
  private final Map<TopicPartition, Part> parts = new HashMap<>();

  /** Offsets of a store of a partition: where reading began, where it is, and where it ends. */
  private record Part(long begin, long position, long end) {}

  WatchedRestore(StateRestoreListener listener, Runnable progress) {
    this.listener = listener;
    this.progress = progress;
  }

  /** How far it is; empty while nothing is restored. */
  synchronized Optional<String> text() {
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    TreeSet<Integer> partitions = new TreeSet<>();
    parts.keySet().forEach(part -> partitions.add(part.partition()));
    return Optional.of(
        "restoring partitions %s: %s of %s records"
            .formatted(
                partitions,
                parts.values().stream().mapToLong(part -> part.position() - part.begin()).sum(),
                parts.values().stream().mapToLong(part -> part.end() - part.begin()).sum()));
  }

  @Override
  public void onRestoreStart(
      TopicPartition partition, String store, long startOffset, long endOffset) {
    synchronized (this) {
      parts.put(partition, new Part(startOffset, startOffset, Math.max(startOffset, endOffset)));
    }
    progress.run();
    listener.onRestoreStart(partition, store, startOffset, endOffset);
  }

  @Override
  public void onBatchRestored(
      TopicPartition partition, String store, long lastOffset, long restored) {
    synchronized (this) {
      parts.computeIfPresent(
          partition,
          (same, part) -> new Part(part.begin(), Math.min(part.end(), lastOffset + 1), part.end()));
    }
    progress.run();
    listener.onBatchRestored(partition, store, lastOffset, restored);
  }

  @Override
  public void onRestoreEnd(TopicPartition partition, String store, long totalRestored) {
    forget(partition);
    progress.run();
    listener.onRestoreEnd(partition, store, totalRestored);
  }

  @Override
  public void onRestoreSuspended(TopicPartition partition, String store, long totalRestored) {
    forget(partition);
    listener.onRestoreSuspended(partition, store, totalRestored);
  }

  private synchronized void forget(TopicPartition partition) {
    parts.remove(partition);
  }
}
