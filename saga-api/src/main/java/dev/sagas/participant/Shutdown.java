package dev.sagas.participant;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Notifies all waiting threads that the participant must stop. */
final class Shutdown {
  private final CountDownLatch requested = new CountDownLatch(1);
  private volatile Optional<Throwable> failure = Optional.empty();

  void request() {
    requested.countDown();
  }

  /** Requests the shutdown, because the participant cannot continue. */
  void fail(Throwable reason) {
    failure = Optional.of(reason);
    request();
  }

  /** Why the participant cannot continue; empty if it can, or was closed. */
  Optional<Throwable> failure() {
    return failure;
  }

  /** Requests the shutdown, and waits this long for a thread that then ends. */
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
   * @throws AbandonedException if the participant must stop
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
