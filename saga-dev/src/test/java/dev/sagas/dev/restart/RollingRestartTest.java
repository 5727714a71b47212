package dev.sagas.dev.restart;

import static dev.sagas.dev.restart.TwoOrchestrators.FIRST;
import static dev.sagas.dev.restart.TwoOrchestrators.PARTITIONS;
import static dev.sagas.dev.restart.TwoOrchestrators.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sagas.schema.OutcomeKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * For how long sagas wait when one of two orchestrators ends, and when both are restarted in turn;
 * {@code saga.restart.memberships} names one {@link Membership} for the latter instead of three.
 */
@Tag("crash")
class RollingRestartTest {
  private static final Set<Integer> ALL =
      IntStream.range(0, PARTITIONS).boxed().collect(Collectors.toSet());
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** Below the session of 10 s: it was no time-out that handed the partitions over. */
  private static final Duration HANDOVER_LIMIT = Duration.ofSeconds(9);

  /** The session, the end of a transaction, and a margin for a busy machine. */
  private static final Duration TAKEOVER_LIMIT = Duration.ofSeconds(30);

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(names = {"PLAIN", "WITH_STANDBY"})
  void shouldHandItsSagasOverWhenAnInstanceIsTerminated(Membership membership) throws Exception {
    assertMovesOn(Signal.SIGTERM, membership, HANDOVER_LIMIT);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"STATIC", "SHORT_SESSION_AND_LONG_TRANSACTION"})
  void shouldLoseNoSagaWhenAnInstanceIsKilled(Membership membership) throws Exception {
    assertMovesOn(Signal.SIGKILL, membership, TAKEOVER_LIMIT);
  }

  private void assertMovesOn(Signal signal, Membership membership, Duration limit)
      throws Exception {
    try (TwoOrchestrators both = TwoOrchestrators.start(directory, membership);
        SteadyTrips trips = startTrips(both)) {
      // given
      Wait wait = Wait.begin(signal + ", " + membership, both, trips);

      // when
      signal.send(both.instance(FIRST));
      Duration waited = wait.end();

      // then
      assertThat(waited).isLessThan(limit);
      assertAllCompleted(both, trips);
    }
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void shouldKeepItsPartitionsWhenAStaticMemberReturns(Signal signal) throws Exception {
    try (TwoOrchestrators both = TwoOrchestrators.start(directory, Membership.STATIC);
        SteadyTrips trips = startTrips(both)) {
      // given
      Set<Integer> own = both.partitionsOf(FIRST);
      Wait wait = Wait.begin(signal + ", STATIC, returns", both, trips);

      // when
      signal.send(both.instance(FIRST));
      both.startInstance(FIRST);
      both.awaitReady(FIRST);
      Duration waited = wait.end();

      // then
      assertThat(both.partitionsOf(FIRST)).isEqualTo(own);
      assertThat(waited).isLessThan(TAKEOVER_LIMIT);
      assertAllCompleted(both, trips);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PLAIN", "WITH_STANDBY", "STATIC"})
  void shouldKeepSagasMovingWhenInstancesAreRestartedInTurn(Membership membership)
      throws Exception {
    String only = System.getProperty("saga.restart.memberships", membership.name());
    assumeTrue(only.equals(membership.name()), "-Dsaga.restart.memberships is " + only);
    try (TwoOrchestrators both = TwoOrchestrators.start(directory, membership);
        SteadyTrips trips = startTrips(both)) {
      // given
      Wait wait = Wait.begin("restarted in turn, " + membership, both, trips);

      // when
      for (String name : List.of(FIRST, SECOND)) {
        both.instance(name).terminate();
        both.startInstance(name);
        both.awaitReady(name);
        await().atMost(LIMIT).until(both::areShared);
      }
      Duration waited = wait.end();

      // then
      assertThat(waited).isLessThan(TAKEOVER_LIMIT);
      assertAllCompleted(both, trips);
    }
  }

  private static SteadyTrips startTrips(TwoOrchestrators both) {
    SteadyTrips trips = SteadyTrips.start(both.clientConfig(), PARTITIONS);
    long startNanos = System.nanoTime();
    await().atMost(LIMIT).until(() -> trips.moveOn(ALL, startNanos));
    return trips;
  }

  private static void assertAllCompleted(TwoOrchestrators both, SteadyTrips trips) {
    trips.finish();
    assertThat(trips.outcomes()).hasSize(trips.requested());
    assertThat(trips.outcomes().values()).containsOnly(OutcomeKind.COMPLETED);
    assertThat(both.audit().violations()).isEmpty();
  }

  /** How an instance is ended. */
  private enum Signal {
    SIGTERM,
    SIGKILL;

    void send(OrchestratorJvm instance) throws InterruptedException {
      int exitCode = this == SIGTERM ? instance.terminate() : instance.kill();
      assertThat(exitCode)
          .isEqualTo(this == SIGTERM ? OrchestratorJvm.TERMINATED : OrchestratorJvm.KILLED);
    }
  }

  /**
   * The longest wait of a saga from one moment to another; {@code own} are the first instance's.
   */
  private record Wait(
      String of, SteadyTrips trips, Set<Integer> own, Set<Integer> others, long beginNanos) {
    static Wait begin(String of, TwoOrchestrators both, SteadyTrips trips) throws Exception {
      Set<Integer> own = both.partitionsOf(FIRST);
      Set<Integer> others = both.partitionsOf(SECOND);
      assertThat(own).hasSize(PARTITIONS / 2);
      return new Wait(of, trips, own, others, System.nanoTime());
    }

    /** Waits until sagas that are requested from now on move; gives the longest wait. */
    Duration end() {
      long nowNanos = System.nanoTime();
      await().atMost(LIMIT).until(() -> trips.moveOn(ALL, nowNanos));
      Duration waited = trips.longestWait(own, beginNanos);
      Duration othersWaited = trips.longestWait(others, beginNanos);
      System.out.printf(
          Locale.ROOT,
          "%s: %.1f s until all was done; sagas waited for up to %.1f s, the other's for %.1f s%n",
          of,
          seconds(Duration.ofNanos(nowNanos - beginNanos)),
          seconds(waited),
          seconds(othersWaited));
      return waited.compareTo(othersWaited) > 0 ? waited : othersWaited;
    }

    private static double seconds(Duration duration) {
      return duration.toMillis() / 1000.0;
    }
  }
}
