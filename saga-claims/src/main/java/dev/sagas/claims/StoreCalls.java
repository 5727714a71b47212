package dev.sagas.claims;

import dev.sagas.objects.ObjectStoreException;
import dev.sagas.serde.ClaimUnavailableException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a store that may be away, and holds no caller up for longer than it must.
 *
 * <ul>
 *   <li>A call that takes longer than its time has failed. Once one has failed, all calls fail at
 *       once, until a probe in the background has succeeded.
 *   <li>An outage is logged when it begins and when it is over.
 * </ul>
 */
final class StoreCalls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StoreCalls.class);
  private static final int THREADS = 8;

  private final String store;
  private final Duration timeout;
  private final Probe probe;
  private final ScheduledExecutorService pool;
  private final AtomicBoolean away = new AtomicBoolean();

  /**
   * Calls of one store.
   *
   * @param store for messages
   * @param timeout how long a call may take
   */
  StoreCalls(String store, Duration timeout, Probe probe) {
    this.store = store;
    this.timeout = timeout;
    this.probe = probe;
    this.pool =
        Executors.newScheduledThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "saga-claims");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * A cheap call that fails while the store is away.
   *
   * @param call throws {@link ObjectStoreException}
   * @param interval between two of them
   */
  record Probe(Runnable call, Duration interval) {}

  /**
   * Calls the store.
   *
   * @param what is to be stored or loaded, for messages
   * @throws ClaimUnavailableException if the store has failed, or fails now
   */
  <T> T call(Object what, Callable<T> work) {
    if (away.get()) {
      throw new ClaimUnavailableException(
          "Expected %s for %s, but it does not answer; it is tried again every %s ms"
              .formatted(store, what, probe.interval.toMillis()));
    }
    Future<T> running = pool.submit(work);
    try {
      return running.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      running.cancel(true);
      String late =
          "Expected %s to answer for %s within %s ms (%s), but it has not"
              .formatted(store, what, timeout.toMillis(), ClaimSettings.TIMEOUT_CONFIG);
      throw failed(new ClaimUnavailableException(late, e));
    } catch (InterruptedException e) {
      running.cancel(true);
      Thread.currentThread().interrupt();
      throw new ClaimUnavailableException(
          "Expected %s to answer for %s, but the thread was interrupted".formatted(store, what), e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ObjectStoreException outage) {
        throw failed(new ClaimUnavailableException(String.valueOf(outage.getMessage()), outage));
      }
      throw new IllegalStateException("Expected " + store + " to work", e.getCause());
    }
  }

  private ClaimUnavailableException failed(ClaimUnavailableException outage) {
    if (away.compareAndSet(false, true)) {
      LOG.warn("Large values wait: {}", outage.getMessage());
      LOG.debug("Why large values wait", outage);
      probeLater();
    }
    return outage;
  }

  boolean isAway() {
    return away.get();
  }

  private void probeLater() {
    Future<?> unused =
        pool.schedule(this::tryAgain, probe.interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void tryAgain() {
    try {
      probe.call.run();
      away.set(false);
      LOG.info("{} answers again", store);
    } catch (RuntimeException e) {
      LOG.debug("{} is still away", store, e);
      probeLater();
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
