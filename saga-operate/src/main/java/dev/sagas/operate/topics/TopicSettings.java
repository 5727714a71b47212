package dev.sagas.operate.topics;

import dev.sagas.engine.OutputLimits;
import java.time.Duration;
import java.util.List;

/**
 * How topics are created.
 *
 * @param partitions of requests, replies, signals, operations, journal, outcomes and commands;
 *     cannot be changed later
 * @param replicationFactor -1 for the broker's default
 * @param inputRetention of requests, replies, signals, operations and commands
 * @param maxInputBytes the largest record that the input topics take
 * @param arePartitionsAsked true if topics with another number of partitions are refused; else
 *     theirs is taken over
 * @param changelogs of the stores, whose settings are checked where they are there
 */
public record TopicSettings(
    int partitions,
    short replicationFactor,
    Duration inputRetention,
    int maxInputBytes,
    boolean arePartitionsAsked,
    List<String> changelogs) {
  public TopicSettings {
    changelogs = List.copyOf(changelogs);
  }

  /** Settings that take over what is there, without changelogs. */
  public TopicSettings(
      int partitions, short replicationFactor, Duration inputRetention, int maxInputBytes) {
    this(partitions, replicationFactor, inputRetention, maxInputBytes, false, List.of());
  }

  /** The largest dead letter. */
  public int maxDeadLetterBytes() {
    return maxInputBytes + OutputLimits.DEAD_LETTER_ROOM_BYTES;
  }
}
