package dev.sagas.serde;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Pauses between attempts: doubled each time up to a limit, and then randomly shortened by up to a
 * half.
 */
public record Backoff(long firstMs, long maxMs) {
  private static final int MAX_DOUBLINGS = 20;

  /** The pause after this many failed attempts, at least one. */
  public long afterMs(int failures) {
    long pauseMs = Math.min(maxMs, firstMs << Math.min(failures - 1, MAX_DOUBLINGS));
    return pauseMs - ThreadLocalRandom.current().nextLong(pauseMs / 2 + 1);
  }
}
