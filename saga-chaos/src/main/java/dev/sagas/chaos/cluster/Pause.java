package dev.sagas.chaos.cluster;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Time that passes between two looks, or that a fault lasts. */
public final class Pause {
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  private Pause() {}

  /**
   * Returns after that time.
   *
   * @throws InterruptedException if the thread is interrupted before
   */
  public static void ofMs(long ms) throws InterruptedException {
    boolean ended = NEVER.await(ms, TimeUnit.MILLISECONDS);
    assert !ended : "nobody counts down";
  }
}
