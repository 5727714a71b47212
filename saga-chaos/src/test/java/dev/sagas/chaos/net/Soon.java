package dev.sagas.chaos.net;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits with short intervals: what is awaited takes microseconds. */
final class Soon {
  private Soon() {}

  static ConditionFactory await() {
    return Awaitility.await().pollDelay(1, MILLISECONDS).pollInterval(2, MILLISECONDS);
  }
}
