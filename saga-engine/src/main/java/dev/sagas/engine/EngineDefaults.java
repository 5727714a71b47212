package dev.sagas.engine;

import java.time.Duration;

/**
 * The bounds of an engine that is configured by default: those of the orchestrator's properties,
 * and of the test kit.
 */
public final class EngineDefaults {
  private static final int KIB = 1024;

  public static final Duration INPUT_RETENTION = Duration.ofDays(7);
  public static final Duration MAX_SAGA_LIFE = Duration.ofDays(30);
  public static final Duration TOMBSTONE_RETENTION = Duration.ofDays(8);
  public static final Duration PARKING_RETENTION = Duration.ofMinutes(10);
  public static final Duration FUNCTION_TIMEOUT = Duration.ofSeconds(5);
  public static final int MAX_DATA_BYTES = 256 * KIB;
  public static final int MAX_COMMAND_BYTES = 256 * KIB;
  public static final int MAX_INPUT_BYTES = 256 * KIB;
  public static final int MAX_RECORD_BYTES = 960 * KIB;
  public static final int MAX_NOTES_PER_SECOND = 50;
  public static final int MAX_SIGNALS = 64;
  public static final int MAX_SIGNAL_BYTES = 64 * KIB;

  /** Room in the topics beside {@link #MAX_RECORD_BYTES}, for headers and what is added to data. */
  public static final int TOPIC_ROOM_BYTES = 64 * KIB;

  public static final int MAX_TIMERS_PER_PUNCTUATION = 500;

  private EngineDefaults() {}

  /** How long participants must remember a command, given the longest life of a saga (R27). */
  public static Duration fenceRetention(Duration maxSagaLife, Duration inputRetention) {
    return maxSagaLife.plus(inputRetention).plusDays(1);
  }

  /** All bounds of an engine that is configured by default. */
  public static EngineLimits limits() {
    return new EngineLimits(
        new EngineLimits.RecordLimits(MAX_RECORD_BYTES, MAX_RECORD_BYTES + TOPIC_ROOM_BYTES),
        TOMBSTONE_RETENTION,
        fenceRetention(MAX_SAGA_LIFE, INPUT_RETENTION),
        MAX_TIMERS_PER_PUNCTUATION,
        MAX_NOTES_PER_SECOND,
        new EngineLimits.SignalLimits(MAX_SIGNALS, MAX_SIGNAL_BYTES),
        ParkingLimits.DEFAULT.waiting(PARKING_RETENTION),
        FUNCTION_TIMEOUT);
  }
}
