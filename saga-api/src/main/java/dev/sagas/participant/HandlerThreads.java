package dev.sagas.participant;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Runs handlers, each with its transaction on one thread. A handler that does not return in time is
 * interrupted and abandoned, so that it does not block others.
 */
final class HandlerThreads {
  /** How many may be abandoned per unit of concurrency. */
  private static final int LEFT_BEHIND_PER_WORKER = 4;

  private final ExecutorService threads;
  private final int maxLeftBehind;
  private final AtomicInteger leftBehind = new AtomicInteger();

  HandlerThreads(ThreadFactory factory, int concurrency) {
    this.maxLeftBehind = concurrency * LEFT_BEHIND_PER_WORKER;
    this.threads = Executors.newCachedThreadPool(factory);
  }

  /** One attempt at a command. */
  @FunctionalInterface
  interface Try<T> {
    T run(HandlerRun run) throws SQLException, TransientFailureException;
  }

  /**
   * Returns the result of the attempt.
   *
   * @param limit how long it may take; once it is settled, it may take longer
   * @throws HandlerHungException if it was abandoned, or not begun because too many others were
   * @throws AbandonedException if the calling thread was interrupted
   */
  <T> T within(Duration limit, Try<T> work)
      throws SQLException, TransientFailureException, HandlerHungException, AbandonedException {
    int hanging = leftBehind.get();
    if (hanging >= maxLeftBehind) {
      throw new HandlerHungException(
          "Expected at most " + maxLeftBehind + " handlers that hang, but there are " + hanging);
    }
    HandlerRun run = new HandlerRun();
    @Nullable Map<String, String> context = MDC.getCopyOfContextMap();
    AtomicInteger ends = new AtomicInteger();
    Future<T> result =
        threads.submit(
            () -> {
              if (context != null) {
                MDC.setContextMap(context);
              }
              try {
                return work.run(run);
              } finally {
                MDC.clear();
                countEnd(ends, -1);
              }
            });
    try {
      return await(result, limit, run);
    } catch (TimeoutException e) {
      countEnd(ends, 1);
      result.cancel(true);
      throw hung(limit);
    } catch (InterruptedException e) {
      result.cancel(true);
      Thread.currentThread().interrupt();
      throw new AbandonedException();
    }
  }

  private static HandlerHungException hung(Duration limit) {
    return new HandlerHungException(
        """
        Expected the handler to end within %s ms, but it has not: it was interrupted, and its \
        transaction aborted\
        """
            .formatted(limit.toMillis()));
  }

  /** Interrupts everything that is running, and begins nothing more. */
  void interrupt() {
    threads.shutdownNow();
  }

  // If a thread ends while it is being abandoned, either both events are counted or neither.
  private void countEnd(AtomicInteger ends, int change) {
    if (ends.getAndSet(1) == 0) {
      if (change > 0) {
        leftBehind.incrementAndGet();
      }
    } else if (change < 0) {
      leftBehind.decrementAndGet();
    }
  }

  private static <T> T await(Future<T> result, Duration limit, HandlerRun run)
      throws InterruptedException, TimeoutException, SQLException, TransientFailureException {
    try {
      try {
        return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (run.giveUp()) {
          throw e;
        }
        return result.get();
      }
    } catch (ExecutionException e) {
      throw unwrapped(e);
    }
  }

  private static IllegalStateException unwrapped(ExecutionException e)
      throws SQLException, TransientFailureException {
    Throwable cause = e.getCause();
    if (cause instanceof SQLException sql) {
      throw sql;
    }
    if (cause instanceof TransientFailureException transientFailure) {
      throw transientFailure;
    }
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("Expected a declared exception", cause);
  }
}
