package dev.sagas.orchestrator.index;

import dev.sagas.engine.core.SagaState;
import dev.sagas.index.live.LiveIndex;
import dev.sagas.internal.DaemonThreads;
import dev.sagas.orchestrator.streams.CommitListener;
import dev.sagas.orchestrator.streams.Uncommitted;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the index with each commit, and fills it from the store of each partition that is taken
 * up, in the background: processing does not wait for it.
 */
public final class IndexFeeder implements CommitListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IndexFeeder.class);
  private static final long RETRY_MS = 100;

  private final LiveIndex index;
  private final Clock clock;
  private final LongConsumer visibleAfterNanos;
  private final ScheduledExecutorService filler =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("saga-index"));

  private volatile StoreReader stores = (partition, goesOn, sink) -> false;

  /**
   * Feeds this index.
   *
   * @param clock the one that stamps transitions
   * @param visibleAfterNanos learns how long each commit took to be shown
   */
  public IndexFeeder(LiveIndex index, Clock clock, LongConsumer visibleAfterNanos) {
    this.index = index;
    this.clock = clock;
    this.visibleAfterNanos = visibleAfterNanos;
  }

  /** Reads the store of a partition. */
  @FunctionalInterface
  public interface StoreReader {
    /**
     * Passes on every saga.
     *
     * @param goesOn asked before each; the reading ends once it is false
     * @return false if the partition is not here, or is not restored
     */
    boolean forEach(int partition, BooleanSupplier goesOn, Consumer<SagaState> sink);
  }

  /** From now on there are stores to fill the index from. */
  public void readFrom(StoreReader reader) {
    stores = reader;
  }

  @Override
  public void opened(int partition) {
    LiveIndex.Filling filling = index.open(partition);
    index.actions().opened(clock.millis());
    fill(partition, filling, 0);
  }

  /** The store can be read a little later than its processing begins. */
  private void fill(int partition, LiveIndex.Filling filling, long delayMs) {
    if (filler.isShutdown()) {
      return;
    }
    Future<?> unused =
        filler.schedule(() -> tryToFill(partition, filling), delayMs, TimeUnit.MILLISECONDS);
  }

  private void tryToFill(int partition, LiveIndex.Filling filling) {
    if (!filling.isWanted()) {
      return;
    }
    try {
      if (stores.forEach(partition, filling::isWanted, filling::add)) {
        filling.done();
      } else {
        fill(partition, filling, RETRY_MS);
      }
    } catch (RuntimeException e) {
      LOG.warn("The index of partition {} is filled again", partition, e);
      fill(partition, filling, RETRY_MS);
    }
  }

  @Override
  public void closed(int partition) {
    index.close(partition);
  }

  @Override
  public Uncommitted uncommitted() {
    return new IndexNotes(index, visibleAfterNanos);
  }

  @Override
  public void close() {
    filler.shutdownNow();
  }
}
