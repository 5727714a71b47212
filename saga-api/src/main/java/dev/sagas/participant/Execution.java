package dev.sagas.participant;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What handlers run in.
 *
 * @param timeout how long a handler may take; empty for its command's deadline and {@link
 *     #BEYOND_DEADLINE}
 */
record Execution(
    Clock clock,
    Shutdown shutdown,
    HandlerThreads threads,
    Optional<Duration> timeout,
    Reporter reporter) {
  /** Beyond its deadline a command's success is still of use, so that it is not cut off at once. */
  static final Duration BEYOND_DEADLINE = Duration.ofSeconds(30);

  /** How long a handler may take that begins now. */
  Duration limit(Instant deadline) {
    if (timeout.isPresent()) {
      return timeout.get();
    }
    Duration left = Duration.between(clock.instant(), deadline);
    return left.isNegative() ? BEYOND_DEADLINE : left.plus(BEYOND_DEADLINE);
  }
}
