package dev.sagas.engine.wire;

/**
 * The bounds of what a definition makes (R22).
 *
 * @param maxDataBytes of the saga's data, encoded
 * @param maxCommandBytes of a command, encoded
 */
public record PayloadLimits(int maxDataBytes, int maxCommandBytes) {}
