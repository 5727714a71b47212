package dev.sagas.engine;

import java.time.Duration;

/**
 * The engine's bounds.
 *
 * @param maxRecordBytes the largest record written to journal, outcomes and changelog (R22)
 * @param maxTopicBytes what the topics take: room for {@code maxRecordBytes} and what is added to
 *     it
 * @param tombstoneRetention how long an ended saga's id stays known (R1, R21)
 * @param fenceRetention how long participants remember a command (R27)
 * @param maxTimersPerPunctuation how many timers one punctuation fires (R6a)
 * @param maxNotesPerSecond how many notes a partition journals; the others are counted only (R4)
 * @param maxSignals how many early signals a saga keeps (R22)
 * @param maxSignalBytes how many bytes they may have together (R22)
 * @param parking bounds of what waits for a saga's start (R2a)
 * @param functionTimeout how long the functions of a definition may take for one input (R17)
 */
public record EngineLimits(
    int maxRecordBytes,
    int maxTopicBytes,
    Duration tombstoneRetention,
    Duration fenceRetention,
    int maxTimersPerPunctuation,
    int maxNotesPerSecond,
    int maxSignals,
    int maxSignalBytes,
    ParkingLimits parking,
    Duration functionTimeout) {}
