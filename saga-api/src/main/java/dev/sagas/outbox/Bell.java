package dev.sagas.outbox;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the relay up, and tells it to end. Thread-safe. */
final class Bell {
  private final Semaphore rings = new Semaphore(0);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile long graceEndsNs;

  /** Ends the present wait for work, or else the next. */
  void ring() {
    rings.release();
  }

  /** The relay is to end; what it has begun it may finish within this time. */
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

  /** Waits until somebody rings or closes, at most for this time. */
  void awaitWork(long maxMs) throws InterruptedException {
    if (rings.tryAcquire(maxMs, TimeUnit.MILLISECONDS)) {
      rings.drainPermits();
    }
  }

  /** Waits for this time whatever rings, unless it is closed. */
  void pause(long pauseMs) throws InterruptedException {
    if (closed.await(pauseMs, TimeUnit.MILLISECONDS)) {
      rings.drainPermits();
    }
  }
}
