package dev.sagas.chaos.load;

import dev.sagas.internal.DaemonThreads;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A thread that does tasks at their time, one after the other.
 *
 * <ul>
 *   <li>A task that fails is counted, and affects no other.
 *   <li>Takes no tasks any more once it is closed.
 * </ul>
 */
final class ClientThread implements AutoCloseable {
  private static final long CLOSE_LIMIT_SECONDS = 15;

  private final ScheduledThreadPoolExecutor executor;
  private final ClientErrors errors;

  ClientThread(String name, ClientErrors errors) {
    this.errors = errors;
    this.executor = new ScheduledThreadPoolExecutor(1, DaemonThreads.named("chaos-" + name));
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  void later(long delayMs, String what, Runnable task) {
    if (!executor.isShutdown()) {
      ScheduledFuture<?> unused =
          executor.schedule(errors.counting(what, task), delayMs, TimeUnit.MILLISECONDS);
    }
  }

  /** Does a task at a fixed rate; what was missed is made up for. */
  void repeat(long intervalNanos, String what, Runnable task) {
    ScheduledFuture<?> unused =
        executor.scheduleAtFixedRate(
            errors.counting(what, task), 0, Math.max(1, intervalNanos), TimeUnit.NANOSECONDS);
  }

  /** Waits for the task in work for at most {@value #CLOSE_LIMIT_SECONDS} s. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
