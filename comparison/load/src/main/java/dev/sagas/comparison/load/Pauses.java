package dev.sagas.comparison.load;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits while sagas run. */
final class Pauses {
  private Pauses() {}

  static void of(Duration length) throws InterruptedException {
    long endNanos = System.nanoTime() + length.toNanos();
    for (long left = length.toNanos(); left > 0; left = endNanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException("Interrupted while sagas were measured");
      }
    }
  }
}
