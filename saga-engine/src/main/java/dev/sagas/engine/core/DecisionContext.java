package dev.sagas.engine.core;

import java.time.Duration;
import java.util.Optional;

/**
 * What a decision depends on besides state and input.
 *
 * @param nowMs the transition's time, epoch ms; never before the state's last one
 * @param tombstoneRetention how long an ended saga's id stays known (R1, R21)
 * @param fenceRetention how long from now participants must remember a command (R27)
 * @param maxSignals how many early signals a saga keeps (R22)
 * @param maxSignalBytes how many bytes they may have together (R22)
 * @param full why no further saga of the type may begin (R30); empty if one may
 */
public record DecisionContext(
    long nowMs,
    Duration tombstoneRetention,
    Duration fenceRetention,
    int maxSignals,
    int maxSignalBytes,
    Optional<String> full) {
  /** One in which every saga may begin. */
  public DecisionContext(
      long nowMs,
      Duration tombstoneRetention,
      Duration fenceRetention,
      int maxSignals,
      int maxSignalBytes) {
    this(nowMs, tombstoneRetention, fenceRetention, maxSignals, maxSignalBytes, Optional.empty());
  }
}
