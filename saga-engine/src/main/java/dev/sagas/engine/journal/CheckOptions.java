package dev.sagas.engine.journal;

import java.util.OptionalLong;

/**
 * What a check examines in addition to every live saga.
 *
 * @param sample how many ended runs of each type, from 0 on
 * @param seed picks them at random, the same with the same seed; the newest if empty
 * @param newest true to decide every run with the newest version of its type, as if all had been
 *     migrated to it; otherwise each with its own version
 */
public record CheckOptions(int sample, OptionalLong seed, boolean newest) {
  /** The newest 100 of each type, each with its own version. */
  public static final CheckOptions DEFAULT = new CheckOptions(100, OptionalLong.empty(), false);

  private static final int MAX_SAMPLE = 100_000;

  public CheckOptions {
    if (sample < 0 || sample > MAX_SAMPLE) {
      throw new IllegalArgumentException(
          "Expected a sample of 0 to " + MAX_SAMPLE + " sagas, but got " + sample);
    }
  }
}
