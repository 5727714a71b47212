package dev.sagas.http.security;

/**
 * How many requests one person may make of an instance.
 *
 * <ul>
 *   <li>After a pause twice as many may come at once.
 * </ul>
 *
 * @param readsPerSecond questions, 1 or more
 * @param writesPerSecond actions, 1 or more
 */
public record RateLimits(int readsPerSecond, int writesPerSecond) {
  /** The default. */
  public static final RateLimits DEFAULT = new RateLimits(500, 100);

  public RateLimits {
    if (readsPerSecond < 1 || writesPerSecond < 1) {
      throw new IllegalArgumentException(
          "Expected at least 1 request a second, but got %s reads and %s writes"
              .formatted(readsPerSecond, writesPerSecond));
    }
  }
}
