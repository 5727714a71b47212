package dev.sagas.participant;

import dev.sagas.serde.Backoff;
import dev.sagas.serde.CodecOutages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retries through transient failures, such as an outage of the registry, however long they take.
 */
final class Patience {
  private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

  private final Shutdown shutdown;
  private final Backoff backoff = new Backoff(100, 5_000);

  Patience(Shutdown shutdown) {
    this.shutdown = shutdown;
  }

  /** Work that may fail temporarily. */
  @FunctionalInterface
  interface Attempt<T, X extends Exception> {
    T run() throws TransientFailureException, AbandonedException, X;
  }

  /** The result of the first attempt that does not fail temporarily. */
  <T, X extends Exception> T until(Attempt<T, X> attempt) throws AbandonedException, X {
    for (int failures = 1; ; failures++) {
      try {
        return attempt.run();
      } catch (TransientFailureException e) {
        long pauseMs = backoff.afterMs(failures);
        CodecOutages.warn(LOG, "Trying again in " + pauseMs + " ms", e);
        shutdown.pause(pauseMs);
      }
    }
  }
}
