package dev.sagas.outbox;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes up the relay, and asks it to stop. Thread-safe. */
final class Wakeup {
  private final Semaphore rings = new Semaphore(0);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile long graceEndsNs;

  /** Ends the current wait for work, or else the next one. */
  void ring() {
    rings.release();
  }

  /** Asks the relay to stop; it may finish what it has begun within this time. */
  void close(Duration grace) {
    graceEndsNs = System.nanoTime() + grace.toNanos();
    closed.countDown();
    rings.release();
  }

  boolean isClosed() {
    return closed.getCount() == 0;
  }

  boolean isGraceOver() {
    return isClosed() && System.nanoTime() - graceEndsNs >= 0;
  }

  /** Waits until someone rings or closes, at most for this time. */
  void awaitWork(long maxMs) throws InterruptedException {
    if (rings.tryAcquire(maxMs, TimeUnit.MILLISECONDS)) {
      rings.drainPermits();
    }
  }

  /** Waits for this time even if it fires, unless it is closed. */
  void pause(long pauseMs) throws InterruptedException {
    if (closed.await(pauseMs, TimeUnit.MILLISECONDS)) {
      rings.drainPermits();
    }
  }
}
