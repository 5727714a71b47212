package dev.sagas.participant;

import dev.sagas.internal.DaemonThreads;
import dev.sagas.protocol.ParticipantName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What handlers run in, for tests. */
final class Executions {
  private Executions() {}

  /** With a clock that stands still. */
  static HandlerEnvironment at(Instant now, Shutdown shutdown) {
    return of(Clock.fixed(now, ZoneOffset.UTC), shutdown, Optional.empty());
  }

  static HandlerEnvironment of(
      Clock clock,
      Shutdown shutdown,
      Optional<Duration> timeout,
      ParticipantListener... listeners) {
    return new HandlerEnvironment(
        clock,
        shutdown,
        new HandlerThreads(DaemonThreads.named("test"), 1),
        timeout,
        new Reporter(new ParticipantName("stock"), List.of(listeners)));
  }
}
