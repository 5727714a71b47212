package dev.sagas.internal;

import java.util.concurrent.ThreadLocalRandom;

/** Pauses between tries: doubled each time up to a bound, and then shortened by up to a half. */
public record Backoff(long firstMs, long maxMs) {
  private static final int MAX_DOUBLINGS = 20;

  /** The pause after this many tries have failed, at least one. */
  public long afterMs(int failures) {
    long pauseMs = Math.min(maxMs, firstMs << Math.min(failures - 1, MAX_DOUBLINGS));
    return pauseMs - ThreadLocalRandom.current().nextLong(pauseMs / 2 + 1);
  }
}
