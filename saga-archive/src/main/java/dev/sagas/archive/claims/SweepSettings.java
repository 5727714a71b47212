package dev.sagas.archive.claims;

import java.time.Duration;

/**
 * How objects are collected.
 *
 * @param keep how long an object is kept after it was stored last, and how old the records may be
 *     that need it; at least {@link #LEAST_KEEP}
 * @param isDryRun only counts
 * @param isTakeOver continues although another run has not ended, because it is known to be dead
 */
public record SweepSettings(Duration keep, boolean isDryRun, boolean isTakeOver) {
  /** Leases are of days, and clocks differ. */
  public static final Duration LEAST_KEEP = Duration.ofDays(2);

  public SweepSettings {
    if (keep.compareTo(LEAST_KEEP) < 0) {
      throw new IllegalArgumentException(
          "Expected at least %s days, but got %s".formatted(LEAST_KEEP.toDays(), keep));
    }
  }
}
