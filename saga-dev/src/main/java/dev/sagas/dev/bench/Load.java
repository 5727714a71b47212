package dev.sagas.dev.bench;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** Starts sagas until it is stopped. */
sealed interface Load {
  /** How it is called in a report. */
  String label();

  /**
   * Starts sagas; returns soon after {@link #stop}.
   *
   * @param starter starts one, given the time in ns at which it should have been started
   */
  void run(LongConsumer starter) throws InterruptedException;

  /** The same load from its beginning. */
  Load again();

  /** Learns that sagas have ended. */
  void ended(int sagas);

  void stop();

  /** As many sagas at a time, each replaced by another as soon as it ends. */
  final class Closed implements Load {
    private final int inFlight;
    private final Semaphore permits;
    private volatile boolean stopping;

    Closed(int inFlight) {
      this.inFlight = inFlight;
      this.permits = new Semaphore(inFlight);
    }

    @Override
    public String label() {
      return inFlight + " in flight";
    }

    @Override
    public Load again() {
      return new Closed(inFlight);
    }

    @Override
    public void run(LongConsumer starter) throws InterruptedException {
      while (!stopping) {
        if (permits.tryAcquire(100, TimeUnit.MILLISECONDS)) {
          long nowNanos = System.nanoTime();
          for (int count = 1 + permits.drainPermits(); count > 0; count--) {
            starter.accept(nowNanos);
          }
        }
      }
    }

    @Override
    public void ended(int sagas) {
      permits.release(sagas);
    }

    @Override
    public void stop() {
      stopping = true;
    }
  }

  /** As many sagas a second, at even distances, however fast they end. */
  final class Open implements Load {
    private final int perSecond;
    private volatile boolean stopping;

    Open(int perSecond) {
      this.perSecond = perSecond;
    }

    @Override
    public String label() {
      return perSecond + "/s";
    }

    @Override
    public Load again() {
      return new Open(perSecond);
    }

    @Override
    public void run(LongConsumer starter) {
      long stepNanos = Duration.ofSeconds(1).toNanos() / perSecond;
      long dueNanos = System.nanoTime();
      while (!stopping) {
        for (long nowNanos = System.nanoTime(); dueNanos - nowNanos <= 0; dueNanos += stepNanos) {
          starter.accept(dueNanos);
        }
        LockSupport.parkNanos(dueNanos - System.nanoTime());
      }
    }

    @Override
    public void ended(int sagas) {
      // The rate does not depend on it.
    }

    @Override
    public void stop() {
      stopping = true;
    }
  }
}
