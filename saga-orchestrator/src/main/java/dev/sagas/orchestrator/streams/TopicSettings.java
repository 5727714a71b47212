package dev.sagas.orchestrator.streams;

import java.time.Duration;

/**
 * How topics are created.
 *
 * @param partitions of requests, replies, signals, operations, journal, outcomes and commands;
 *     cannot be changed later
 * @param replicationFactor -1 for the broker's default
 * @param inputRetention of requests, replies, signals, operations and commands
 * @param maxInputBytes the largest record that the input topics take
 */
public record TopicSettings(
    int partitions, short replicationFactor, Duration inputRetention, int maxInputBytes) {
  /** What a dead letter adds to the record that it keeps, at most. */
  static final int DEAD_LETTER_ROOM = 64 * 1024;

  /** The largest dead letter. */
  public int maxDeadLetterBytes() {
    return maxInputBytes + DEAD_LETTER_ROOM;
  }
}
