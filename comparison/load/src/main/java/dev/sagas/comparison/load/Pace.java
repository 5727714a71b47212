package dev.sagas.comparison.load;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** When sagas are started. */
sealed interface Pace {
  String label();

  /** Starts sagas, given the time in ns at which each should start, until it is stopped. */
  void run(LongConsumer starter) throws InterruptedException;

  /** A saga has ended. */
  void ended();

  void stop();

  /** As many at a time, each replaced as soon as it ends. */
  final class Closed implements Pace {
    private static final long LOOK_MS = 100;

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
    public void run(LongConsumer starter) throws InterruptedException {
      while (!stopping) {
        if (permits.tryAcquire(LOOK_MS, TimeUnit.MILLISECONDS)) {
          starter.accept(System.nanoTime());
        }
      }
    }

    @Override
    public void ended() {
      permits.release();
    }

    @Override
    public void stop() {
      stopping = true;
    }
  }

  /** As many a second at even distances, however fast they end. */
  final class Open implements Pace {
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

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
    public void run(LongConsumer starter) {
      long stepNanos = SECOND_NANOS / perSecond;
      long dueNanos = System.nanoTime();
      while (!stopping) {
        for (long nowNanos = System.nanoTime(); dueNanos - nowNanos <= 0; dueNanos += stepNanos) {
          starter.accept(dueNanos);
        }
        LockSupport.parkNanos(dueNanos - System.nanoTime());
      }
    }

    @Override
    public void ended() {
      // The rate does not depend on it.
    }

    @Override
    public void stop() {
      stopping = true;
    }
  }
}
