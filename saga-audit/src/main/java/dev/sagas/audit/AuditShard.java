package dev.sagas.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One shard of an audit: collects its records in batches, which are checked one after the other.
 *
 * <ul>
 *   <li>Called by the thread that reads; only batches run on others. At most {@value #MAX_WAITING}
 *       of them wait, the reader waits then.
 *   <li>What a batch throws is thrown by the next call.
 * </ul>
 */
final class AuditShard implements AutoCloseable {
  private static final int MAX_RECORDS = 128;
  private static final long MAX_BYTES = 128L << 10;
  private static final int MAX_WAITING = 3;

  private final AuditFold fold;
  private final AuditFeed feed;
  private final Executor executor;
  private final Semaphore room = new Semaphore(MAX_WAITING);
  private List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>(MAX_RECORDS);
  private long batchBytes;
  private CompletableFuture<Void> done = CompletableFuture.completedFuture(null);

  AuditShard(AuditFold fold, AuditFeed feed, Executor executor) {
    this.fold = fold;
    this.feed = feed;
    this.executor = executor;
  }

  /** Only after {@link #settle}. */
  AuditFold fold() {
    return fold;
  }

  AuditFeed feed() {
    return feed;
  }

  void add(ConsumerRecord<byte[], byte[]> record) {
    batch.add(record);
    batchBytes += record.value() == null ? 0 : record.value().length;
    if (batch.size() >= MAX_RECORDS || batchBytes >= MAX_BYTES) {
      handOver();
    }
  }

  /** Has what was collected checked. */
  void handOver() {
    if (done.isCompletedExceptionally()) {
      settle();
    }
    if (batch.isEmpty()) {
      return;
    }
    List<ConsumerRecord<byte[], byte[]>> records = batch;
    batch = new ArrayList<>(MAX_RECORDS);
    batchBytes = 0;
    room.acquireUninterruptibly();
    done =
        done.thenRunAsync(() -> records.forEach(feed), executor)
            .whenComplete((nothing, problem) -> room.release());
  }

  /** Waits until everything that was handed over is checked. */
  void settle() {
    join(done);
  }

  /** Computes something from the shard; it must have been settled. */
  <T> CompletableFuture<T> compute(Supplier<T> task) {
    return CompletableFuture.supplyAsync(task, executor);
  }

  /** Waits for a result, or throws what its task has thrown. */
  static <T> T join(CompletableFuture<T> result) {
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Waits for what is being checked, then releases everything. */
  @Override
  public void close() {
    done.handle((nothing, problem) -> problem).join();
    fold.close();
  }
}
