package dev.sagas.participant;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells everybody who waits that the participant is to end. */
final class Shutdown {
  private final CountDownLatch requested = new CountDownLatch(1);
  private volatile Optional<Throwable> failure = Optional.empty();

  void request() {
    requested.countDown();
  }

  /** Requests it, because the participant cannot continue. */
  void fail(Throwable reason) {
    failure = Optional.of(reason);
    request();
  }

  /** Why the participant cannot continue; empty if it can, or was closed. */
  Optional<Throwable> failure() {
    return failure;
  }

  /** Requests it, and waits for a thread that ends then, for so long. */
  void requestAndJoin(Thread thread, Duration patience) {
    request();
    try {
      thread.join(patience.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isRequested() {
    return requested.getCount() == 0;
  }

  /**
   * Waits.
   *
   * @throws AbandonedException if the participant is to end
   */
  void pause(long pauseMs) throws AbandonedException {
    try {
      if (requested.await(pauseMs, TimeUnit.MILLISECONDS)) {
        throw new AbandonedException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AbandonedException();
    }
  }
}
