package dev.sagas.participant;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How handlers are run.
 *
 * @param timeout how long a handler may take; empty for its command's deadline and {@link
 *     #BEYOND_DEADLINE}
 */
record HandlerEnvironment(
    Clock clock,
    Shutdown shutdown,
    HandlerThreads threads,
    Optional<Duration> timeout,
    Reporter reporter) {
  /** A command's success is still useful after its deadline, so it is not stopped at once. */
  static final Duration BEYOND_DEADLINE = Duration.ofSeconds(30);

  /** How long a handler that begins now may take. */
  Duration limit(Instant deadline) {
    if (timeout.isPresent()) {
      return timeout.get();
    }
    Duration left = Duration.between(clock.instant(), deadline);
    return left.isNegative() ? BEYOND_DEADLINE : left.plus(BEYOND_DEADLINE);
  }
}
