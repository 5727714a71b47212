package dev.sagas.engine;

/** Lets at most so many notes a second into the journal; a fixed window is fair enough for that. */
final class NoteLimiter {
  private static final long WINDOW_MS = 1000;

  private final int perWindow;
  private long windowStartMs;
  private int used;

  NoteLimiter(int perWindow) {
    this.perWindow = perWindow;
  }

  boolean allows(long nowMs) {
    if (nowMs - windowStartMs >= WINDOW_MS) {
      windowStartMs = nowMs;
      used = 0;
    }
    used++;
    return used <= perWindow;
  }
}
