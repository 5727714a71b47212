package dev.sagas.spring.lifecycle;

import dev.sagas.serde.Backoff;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A part that is started in the background, and again until that succeeds, and again when it has
 * ended by itself.
 *
 * <ul>
 *   <li>Keeps the process alive from its start until it is stopped.
 *   <li>Can be started again after it was stopped.
 *   <li>Thread-safe.
 * </ul>
 */
public final class ManagedPart {
  private static final Logger LOG = LoggerFactory.getLogger(ManagedPart.class);
  private static final Backoff BACKOFF = new Backoff(500, 10_000);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

  private final String name;
  private final Supplier<RunningPart> starting;
  private @Nullable Life life;

  /**
   * Describes a part.
   *
   * @param name for people, such as {@code participant inventory}
   * @param starting starts it and returns when it runs; called again after it threw, or the part
   *     has ended; an interrupt must end it
   */
  public ManagedPart(String name, Supplier<RunningPart> starting) {
    this.name = name;
    this.starting = starting;
  }

  /** For people. */
  public String name() {
    return name;
  }

  /** What it is doing now. */
  public synchronized PartState state() {
    return life == null ? PartState.of(PartState.Phase.STOPPED) : life.state;
  }

  /** Begins to start it; returns at once. */
  public synchronized void start() {
    if (life == null) {
      life = new Life();
      life.thread.start();
    }
  }

  /** Stops it: lets it finish what is in progress, and returns when it has ended. */
  public void stop() {
    Life ending;
    synchronized (this) {
      ending = life;
      life = null;
    }
    if (ending != null) {
      ending.end();
    }
  }

  /** From a start to a stop. */
  private final class Life implements Runnable {
    private final CountDownLatch ended = new CountDownLatch(1);
    // Not a daemon: a process whose Kafka is away must not exit.
    private final Thread thread = new Thread(this, "saga-" + name.replace(' ', '-'));
    private volatile PartState state = PartState.starting();
    private @Nullable RunningPart running;

    @Override
    public void run() {
      for (int failures = 1; !hasEnded(); failures++) {
        try {
          live();
          return;
        } catch (InterruptedException e) {
          LOG.debug("{} is stopped", name, e);
          return;
        } catch (RuntimeException e) {
          if (hasEnded() || !pause(failures, e)) {
            return;
          }
        }
      }
    }

    /** Returns when the part was closed; throws if it could not start or continue. */
    private void live() throws InterruptedException {
      RunningPart started = starting.get();
      if (!keep(started)) {
        started.close();
        return;
      }
      LOG.info("{} is running", name);
      try {
        started.await();
        state = PartState.of(PartState.Phase.STOPPED);
      } catch (RuntimeException e) {
        drop();
        started.close();
        throw e;
      }
    }

    private synchronized void drop() {
      running = null;
    }

    private synchronized boolean keep(RunningPart started) {
      if (hasEnded()) {
        return false;
      }
      running = started;
      state = PartState.of(PartState.Phase.RUNNING);
      return true;
    }

    private boolean pause(int failures, RuntimeException problem) {
      state = PartState.notStarted(problem);
      long pauseMs = BACKOFF.afterMs(failures);
      LOG.warn("{} does not run: {}; trying again in {} ms", name, state.reason(), pauseMs);
      LOG.debug("Why {} does not run", name, problem);
      try {
        return !ended.await(pauseMs, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        return false;
      }
    }

    private boolean hasEnded() {
      return ended.getCount() == 0;
    }

    private void end() {
      RunningPart current;
      synchronized (this) {
        ended.countDown();
        current = running;
      }
      if (current == null) {
        thread.interrupt();
      } else {
        current.close();
      }
      try {
        thread.join(STOP_PATIENCE.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
