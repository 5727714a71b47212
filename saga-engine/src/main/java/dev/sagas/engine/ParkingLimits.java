package dev.sagas.engine;

import java.time.Duration;

/**
 * Bounds of what waits for a saga's start (R2a).
 *
 * @param maxSagas how many sagas of a partition inputs may wait for
 * @param maxPerSaga how many inputs may wait for one saga
 * @param maxBytesPerSaga how many bytes they may have together
 * @param retention how long the first of them waits
 */
public record ParkingLimits(int maxSagas, int maxPerSaga, int maxBytesPerSaga, Duration retention) {
  /** What the orchestrator keeps by default: for 10 minutes. */
  public static final ParkingLimits DEFAULT =
      new ParkingLimits(1_000, 16, 256 * 1024, Duration.ofMinutes(10));

  /** The same bounds with another time. */
  public ParkingLimits waiting(Duration other) {
    return new ParkingLimits(maxSagas, maxPerSaga, maxBytesPerSaga, other);
  }
}
