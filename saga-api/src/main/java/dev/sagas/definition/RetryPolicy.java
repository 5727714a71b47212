package dev.sagas.definition;

import java.time.Duration;

/**
 * How often and how soon a command is retried after a technical failure or a time-out.
 *
 * <ul>
 *   <li>The back-off before attempt n + 1 is {@code initialBackoff · multiplier^(n-1)}, at most
 *       {@code maxBackoff}, less up to {@code jitter} of it. The jitter is deterministic: it is a
 *       function of the command, so that a replay makes the same decisions.
 *   <li>Defaults: {@value #DEFAULT_MAX_ATTEMPTS} attempts, 200 ms, doubling, at most 60 s, jitter
 *       0.2.
 *   <li>Every method returns a new policy.
 * </ul>
 */
public record RetryPolicy(
    int maxAttempts,
    Duration initialBackoff,
    double multiplier,
    Duration maxBackoff,
    double jitter) {
  /** Attempts of an execute by default. */
  public static final int DEFAULT_MAX_ATTEMPTS = 10;

  /**
   * Attempts of a compensation by default: more than for an execute, because undoing matters more.
   */
  public static final int DEFAULT_MAX_COMPENSATION_ATTEMPTS = 50;

  private static final int MAX_ATTEMPTS_BOUND = 10_000;

  private static final Duration MAX_BACKOFF_BOUND = Duration.ofDays(365);

  public RetryPolicy {
    require(
        maxAttempts >= 1 && maxAttempts <= MAX_ATTEMPTS_BOUND,
        "1 to " + MAX_ATTEMPTS_BOUND + " attempts",
        maxAttempts);
    require(
        maxBackoff.compareTo(MAX_BACKOFF_BOUND) <= 0,
        "a maximum back-off of at most " + MAX_BACKOFF_BOUND.toDays() + " days",
        maxBackoff);
    require(
        !initialBackoff.isNegative() && initialBackoff.compareTo(maxBackoff) <= 0,
        "an initial back-off from zero to the maximum of " + maxBackoff,
        initialBackoff);
    require(multiplier >= 1.0 && multiplier <= 100, "a multiplier from 1 to 100", multiplier);
    require(jitter >= 0.0 && jitter <= 1.0, "a jitter from 0 to 1", jitter);
  }

  private static void require(boolean holds, String expected, Object actual) {
    if (!holds) {
      throw new IllegalArgumentException("Expected " + expected + ", but got " + actual);
    }
  }

  /** The default policy of an execute. */
  public static RetryPolicy exponential() {
    return new RetryPolicy(
        DEFAULT_MAX_ATTEMPTS, Duration.ofMillis(200), 2.0, Duration.ofSeconds(60), 0.2);
  }

  /** A single attempt. */
  public static RetryPolicy never() {
    return exponential().withMaxAttempts(1);
  }

  public RetryPolicy withMaxAttempts(int attempts) {
    return new RetryPolicy(attempts, initialBackoff, multiplier, maxBackoff, jitter);
  }

  public RetryPolicy withInitialBackoff(Duration backoff) {
    return new RetryPolicy(maxAttempts, backoff, multiplier, maxBackoff, jitter);
  }

  public RetryPolicy withMaxBackoff(Duration backoff) {
    return new RetryPolicy(maxAttempts, initialBackoff, multiplier, backoff, jitter);
  }

  public RetryPolicy withMultiplier(double factor) {
    return new RetryPolicy(maxAttempts, initialBackoff, factor, maxBackoff, jitter);
  }

  public RetryPolicy withJitter(double fraction) {
    return new RetryPolicy(maxAttempts, initialBackoff, multiplier, maxBackoff, fraction);
  }

  /** True if another attempt may follow the given one, counted from 1. */
  public boolean allowsAttemptAfter(int attempt) {
    return attempt < maxAttempts;
  }

  /**
   * The back-off after the given attempt, in ms.
   *
   * @param attempt the attempt that failed, counted from 1
   * @param seed decides the jitter; the same seed gives the same back-off
   */
  public long backoffMs(int attempt, long seed) {
    double grown = initialBackoff.toMillis() * Math.pow(multiplier, attempt - 1.0);
    double capped = Math.min(grown, (double) maxBackoff.toMillis());
    double fraction = (mix(seed) >>> 11) * 0x1.0p-53;
    return Math.round(capped * (1.0 - jitter * fraction));
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014): spreads neighbouring seeds. */
  private static long mix(long seed) {
    long z = seed + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
