package dev.sagas.serde;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a start wait for a registry that does not answer yet.
 *
 * <ul>
 *   <li>The action must be safe to repeat.
 *   <li>An interrupt ends the waiting; the thread stays interrupted.
 *   <li>Each failed attempt is logged in one line, with the address and the reason; the stack trace
 *       is logged at level DEBUG.
 * </ul>
 *
 * @param longest how long all attempts together may take, apart from the last
 */
public record RegistryPatience(Duration longest) {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryPatience.class);
  private static final Backoff BACKOFF = new Backoff(200, 5_000);

  /**
   * Repeats the action until the registry answers.
   *
   * @throws RegistryUnavailableException if it does not answer in time
   */
  public void run(Runnable work) {
    of(
        () -> {
          work.run();
          return true;
        });
  }

  /** The same for an action with a result. */
  public <T> T of(Supplier<T> work) {
    long deadlineNs = System.nanoTime() + longest.toNanos();
    for (int failures = 1; ; failures++) {
      try {
        return work.get();
      } catch (RegistryUnavailableException e) {
        long pauseMs = BACKOFF.afterMs(failures);
        long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMs);
        if (untilNs > deadlineNs) {
          throw e;
        }
        LOG.warn("{}; trying again in {} ms", e.getMessage(), pauseMs);
        LOG.debug("Why the registry did not answer", e);
        if (!pause(untilNs)) {
          throw e;
        }
      }
    }
  }

  /** False if it was interrupted. */
  private static boolean pause(long untilNs) {
    for (long left = untilNs - System.nanoTime();
        left > 0 && !Thread.currentThread().isInterrupted();
        left = untilNs - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    return !Thread.currentThread().isInterrupted();
  }
}
