package dev.sagas.chaos.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the exceptions that clients met while something was away, by class. */
final class ClientErrors {
  private static final Logger LOG = LoggerFactory.getLogger(ClientErrors.class);

  private final Map<String, Long> counts = new TreeMap<>();

  /** Counts one. */
  void count(String what, Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    LOG.debug("Expected to {}", what, cause);
    synchronized (counts) {
      counts.merge(cause.getClass().getSimpleName(), 1L, Long::sum);
    }
  }

  /** A task that may fail without ending the thread or the series that runs it. */
  Runnable counting(String what, Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        count(what, e);
      }
    };
  }

  Map<String, Long> counts() {
    synchronized (counts) {
      return Map.copyOf(counts);
    }
  }
}
