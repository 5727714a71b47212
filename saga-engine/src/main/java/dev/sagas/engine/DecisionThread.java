package dev.sagas.engine;

import dev.sagas.engine.core.Decision;
import dev.sagas.internal.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Runs work that may never return, one after the other, on a thread of its own: one that does not
 * end in time is interrupted and left behind.
 *
 * <ul>
 *   <li>A bounded number may be left behind and run still; then nothing more is begun.
 *   <li>An idle thread ends by itself. Used by one partition's thread.
 * </ul>
 */
final class DecisionThread implements FunctionRunner {
  static final int MAX_LEFT_BEHIND = 4;

  private static final long IDLE_SECONDS = 10;

  private final AtomicInteger leftBehind = new AtomicInteger();
  private ExecutorService thread = newThread();

  private static ExecutorService newThread() {
    ThreadPoolExecutor one =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            DaemonThreads.named("saga-decision"));
    one.allowCoreThreadTimeOut(true);
    return one;
  }

  /**
   * Leaves the work behind where it takes too long; does not begin it where others that were run
   * still.
   */
  @Override
  public Decision within(Duration limit, Supplier<Decision> work) throws TimeoutException {
    if (leftBehind.get() >= MAX_LEFT_BEHIND) {
      throw new TimeoutException("too many functions that did not return run still");
    }
    AtomicInteger ends = new AtomicInteger();
    Future<Decision> result =
        thread.submit(
            () -> {
              try {
                return work.get();
              } finally {
                count(ends, -1);
              }
            });
    try {
      return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      count(ends, 1);
      result.cancel(true);
      thread.shutdown();
      thread = newThread();
      throw new TimeoutException("its functions did not return within " + limit.toMillis() + " ms");
    } catch (InterruptedException e) {
      result.cancel(true);
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw unwrapped(e);
    }
  }

  // Of work that ends while it is being left behind, either both or neither is counted.
  private void count(AtomicInteger ends, int change) {
    if (ends.getAndSet(1) == 0) {
      if (change > 0) {
        leftBehind.incrementAndGet();
      }
    } else if (change < 0) {
      leftBehind.decrementAndGet();
    }
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof RuntimeException unchecked) {
      return unchecked;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("Expected an unchecked exception", cause);
  }
}
