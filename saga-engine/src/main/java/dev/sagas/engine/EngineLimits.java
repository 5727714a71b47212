package dev.sagas.engine;

import java.time.Duration;

/**
 * The engine's bounds.
 *
 * @param tombstoneRetention how long an ended saga's id stays known (R1, R21)
 * @param fenceRetention how long participants remember a command (R27)
 * @param maxTimersPerPunctuation how many timers one punctuation fires (R6a)
 * @param maxNotesPerSecond how many notes a partition journals; the others are counted only (R4)
 * @param signals bounds of the early signals that a saga keeps (R22)
 * @param parking bounds of what waits for a saga's start (R2a)
 * @param functionTimeout how long the functions of a definition may take for one input (R17)
 */
public record EngineLimits(
    RecordLimits records,
    Duration tombstoneRetention,
    Duration fenceRetention,
    int maxTimersPerPunctuation,
    int maxNotesPerSecond,
    SignalLimits signals,
    ParkingLimits parking,
    Duration functionTimeout) {
  /**
   * Bounds of the records that are written.
   *
   * @param maxBytes the largest record written to journal, outcomes and changelog (R22)
   * @param maxTopicBytes what the topics take: room for {@code maxBytes} and what is added to it
   */
  public record RecordLimits(int maxBytes, int maxTopicBytes) {}

  /**
   * Bounds of the early signals that a saga keeps (R22).
   *
   * @param maxSignals how many
   * @param maxBytes how many bytes they may have together
   */
  public record SignalLimits(int maxSignals, int maxBytes) {}
}
