package dev.sagas.orchestrator.streams;

import dev.sagas.index.live.RestoreBoard;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Watches partitions being restored, and tells when one is ready: what each takeover has cost.
 * Thread-safe.
 */
public final class Restorations implements Takeovers {
  private final Clock clock;
  private final Listener listener;
  private final RestoreBoard board;
  private final Map<Integer, Restoration> running = new HashMap<>();

  /** A watch that tells the listener of each partition that is ready. */
  public Restorations(Clock clock, Listener listener) {
    this(clock, listener, new RestoreBoard());
  }

  /** The same, which also shows on a board what is being restored. */
  public Restorations(Clock clock, Listener listener, RestoreBoard board) {
    this.clock = clock;
    this.listener = listener;
    this.board = board;
  }

  /** Is told of partitions that are ready. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Called on the partition's thread: must be quick and must not throw.
     *
     * @param records of the changelogs that were read for it
     * @param beganMs when the first of its stores began to be restored; when it was ready, if there
     *     was nothing to restore
     * @param readyMs when its inputs are about to be processed
     */
    void ready(int partition, long records, long beganMs, long readyMs);
  }

  private record Restoration(long beganMs, long records) {}

  @Override
  public synchronized void onRestoreStart(
      TopicPartition partition, String store, long startOffset, long endOffset) {
    board.began(partition.partition(), endOffset - startOffset, clock.millis());
    running.putIfAbsent(partition.partition(), new Restoration(clock.millis(), 0));
  }

  @Override
  public synchronized void onBatchRestored(
      TopicPartition partition, String store, long endOffset, long records) {
    board.restored(partition.partition(), records);
    running.computeIfPresent(
        partition.partition(),
        (number, before) -> new Restoration(before.beganMs(), before.records() + records));
  }

  @Override
  public void onRestoreEnd(TopicPartition partition, String store, long totalRestored) {
    // Its other stores may still be on their way: the processor says when all are there.
  }

  @Override
  public void onRestoreSuspended(TopicPartition partition, String store, long totalRestored) {
    board.ended(partition.partition());
  }

  @Override
  public void ready(int partition) {
    board.ended(partition);
    long nowMs = clock.millis();
    Restoration restoration;
    synchronized (this) {
      restoration = running.remove(partition);
    }
    if (restoration == null) {
      listener.ready(partition, 0, nowMs, nowMs);
    } else {
      listener.ready(partition, restoration.records(), restoration.beganMs(), nowMs);
    }
  }
}
