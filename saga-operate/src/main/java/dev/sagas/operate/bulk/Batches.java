package dev.sagas.operate.bulk;

import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.internal.DaemonThreads;
import dev.sagas.operate.action.OperationSeries;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The batches of one instance.
 *
 * <ul>
 *   <li>One runs at a time; the others wait for it.
 *   <li>Kept in memory, the last {@value #KEPT}: what was done is in the journal of each saga, with
 *       the batch's id in the reason. After a restart an operator prepares a new batch: the filter
 *       finds what is left.
 *   <li>Thread-safe.
 * </ul>
 */
public final class Batches implements AutoCloseable {
  /** How many batches are remembered. */
  public static final int KEPT = 100;

  private static final Logger LOG = LoggerFactory.getLogger(Batches.class);

  private final ExecutorService runner =
      Executors.newSingleThreadExecutor(DaemonThreads.named("saga-batches"));
  private final Deque<Batch> batches = new ArrayDeque<>();
  private final Supplier<OperationSeries> series;
  private final Supplier<String> ids;

  /**
   * No batches yet.
   *
   * @param series sends a batch's operations
   * @param ids gives unique ids
   */
  public Batches(Supplier<OperationSeries> series, Supplier<String> ids) {
    this.series = series;
    this.ids = ids;
  }

  /**
   * Freezes a batch; nothing is sent.
   *
   * @param nowMs epoch ms
   * @throws IllegalStateException if too many batches have not ended
   */
  public Batch prepare(BatchOrder order, long nowMs) {
    return prepare(ids.get(), order, nowMs);
  }

  /**
   * The batch with this id, whatever is its order and however far it is; frozen now if there is
   * none.
   *
   * @param nowMs epoch ms
   * @throws IllegalStateException if too many batches have not ended
   */
  public synchronized Batch prepare(String id, BatchOrder order, long nowMs) {
    Optional<Batch> known = find(id);
    if (known.isPresent()) {
      return known.get();
    }
    if (batches.size() >= KEPT && !forgetOne()) {
      throw new IllegalStateException(
          "Expected fewer than " + KEPT + " batches that have not ended: stop some first");
    }
    Batch batch = new Batch(id, order, nowMs);
    batches.addLast(batch);
    return batch;
  }

  /** Forgets the oldest that is not running. */
  private boolean forgetOne() {
    Iterator<Batch> oldest = batches.iterator();
    while (oldest.hasNext()) {
      if (oldest.next().state() != BatchState.RUNNING) {
        oldest.remove();
        return true;
      }
    }
    return false;
  }

  /** Sends its operations in the background; false if it was run before. */
  public boolean run(Batch batch) {
    if (!batch.begin()) {
      return false;
    }
    Future<?> unused = runner.submit(() -> send(batch));
    return true;
  }

  private void send(Batch batch) {
    try {
      series.get().run(batch.orders(), batch);
      batch.end();
    } catch (DeploymentException e) {
      batch.fail(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("Batch {} failed", batch.id(), e);
      batch.fail("A fault of the service; its log has the reason");
    }
  }

  /** The batch of that id. */
  public synchronized Optional<Batch> find(String id) {
    return batches.stream().filter(batch -> batch.id().equals(id)).findFirst();
  }

  /** All batches, the newest first. */
  public synchronized List<Batch> list() {
    List<Batch> all = new ArrayList<>(batches);
    Collections.reverse(all);
    return all;
  }

  @Override
  public void close() {
    runner.shutdownNow();
  }
}
