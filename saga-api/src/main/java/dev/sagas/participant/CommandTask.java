package dev.sagas.participant;

import dev.sagas.serde.Backoff;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of the command topic while the participant processes it. */
final class CommandTask {
  private static final Backoff BACKOFF = new Backoff(100, 5_000);

  private enum State {
    WAITING,
    BEGUN,
    DONE
  }

  private final ConsumerRecord<byte[], byte[]> record;
  private final PartitionWindow window;
  private volatile State state = State.WAITING;
  private volatile CompletableFuture<Void> settled = new CompletableFuture<>();
  private final AtomicInteger abandonments = new AtomicInteger();
  private volatile long dueNs;

  CommandTask(ConsumerRecord<byte[], byte[]> record, PartitionWindow window) {
    this.record = record;
    this.window = window;
  }

  ConsumerRecord<byte[], byte[]> record() {
    return record;
  }

  /** False if the partition has been revoked in the meantime. */
  boolean begin() {
    if (window.isRevoked()) {
      return false;
    }
    settled = new CompletableFuture<>();
    state = State.BEGUN;
    return true;
  }

  /** Everything that had to be sent has been acknowledged. */
  void done() {
    state = State.DONE;
    settled.complete(null);
  }

  /**
   * Leaves it unfinished: it is handled again after a pause, here or by the partition's next owner.
   */
  void abandon() {
    long pauseMs = BACKOFF.afterMs(abandonments.incrementAndGet());
    dueNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMs);
    state = State.WAITING;
    window.left(this);
    settled.complete(null);
  }

  /** Completes when it is done or abandoned, possibly on another thread. */
  CompletableFuture<Void> settled() {
    return settled;
  }

  /** True once the pause after it was abandoned is over. */
  boolean isDue(long nowNs) {
    return nowNs - dueNs >= 0;
  }

  boolean isBegun() {
    return state == State.BEGUN;
  }

  boolean isDone() {
    return state == State.DONE;
  }
}
