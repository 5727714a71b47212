package dev.sagas.chaos.load;

import dev.sagas.protocol.DeduplicationKey;
import java.util.SplittableRandom;

/**
 * How a participant treats a command, as decided by its deduplication key: the same for all
 * attempts, redeliveries and instances.
 *
 * @param rejects whether it refuses the command for a business reason
 * @param failures how many of the first attempts fail
 * @param delayMs how long each attempt takes
 */
record ParticipantChoice(boolean rejects, int failures, long delayMs) {
  private static final int MAX_FAILURES = 2;
  private static final int MAX_DELAY_MS = 300;
  private static final double REJECTED = 0.08;
  private static final double FAILED = 0.15;
  private static final double SLOW = 0.25;

  /** The seed by which every command succeeds at once. */
  static final long CALM_SEED = 0;

  static ParticipantChoice of(long seed, DeduplicationKey key) {
    if (seed == CALM_SEED) {
      return new ParticipantChoice(false, 0, 0);
    }
    SplittableRandom random = new SplittableRandom(mixed(seed, key.toString()));
    boolean rejects = random.nextDouble() < REJECTED;
    int failures = random.nextDouble() < FAILED ? 1 + random.nextInt(MAX_FAILURES) : 0;
    long delayMs = random.nextDouble() < SLOW ? random.nextInt(MAX_DELAY_MS) : 0;
    return new ParticipantChoice(rejects, failures, delayMs);
  }

  /** A seed for one purpose. */
  static long mixed(long seed, String purpose) {
    long mixed = seed;
    for (int i = 0; i < purpose.length(); i++) {
      mixed = mixed * 0x100000001B3L ^ purpose.charAt(i);
    }
    return mixed;
  }
}
