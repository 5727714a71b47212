package dev.sagas.dev.restart;

import static dev.sagas.dev.restart.TwoOrchestrators.FIRST;
import static dev.sagas.dev.restart.TwoOrchestrators.PARTITIONS;
import static dev.sagas.dev.restart.TwoOrchestrators.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.dev.checker.HistoryChecker;
import dev.sagas.dev.checker.HistoryReader;
import dev.sagas.dev.checker.HistoryRecord;
import dev.sagas.dev.checker.ObservedHistory;
import dev.sagas.dev.engine.Wire;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.OutcomeKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An orchestrator that is stopped beyond its session with transitions in an open transaction, and
 * continues when the other one has taken its sagas over, writes none of them.
 */
@Tag("crash")
class OrchestratorZombieTest {
  private static final Set<Integer> ALL =
      IntStream.range(0, PARTITIONS).boxed().collect(Collectors.toSet());
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** A request that was sent before a process was stopped has an effect until then. */
  private static final Duration IN_FLIGHT = Duration.ofMillis(300);

  /** Each of them finds it in a transaction or not; many do. */
  private static final int MAX_STOPS = 300;

  @TempDir private Path directory;

  @Test
  @SuppressWarnings("try") // both work by being there
  void shouldWriteNoTransitionWhenItsTransactionTimedOutMeanwhile() throws Exception {
    try (TwoOrchestrators both =
            TwoOrchestrators.start(directory, Membership.SHORT_SESSION_AND_TRANSACTION);
        OpenTransitions open = new OpenTransitions(both.clientConfig());
        SteadyTrips trips = SteadyTrips.start(both.clientConfig(), PARTITIONS)) {
      // given
      long startNanos = System.nanoTime();
      await().atMost(LIMIT).until(() -> trips.moveOn(ALL, startNanos));
      Set<Integer> own = both.partitionsOf(FIRST);
      Map<Integer, Long> held = stopWithTransitions(both, open, own);

      // when
      long stoppedNanos = System.nanoTime();
      await().atMost(LIMIT).until(() -> both.partitionsOf(SECOND).equals(ALL));
      await().atMost(LIMIT).until(() -> trips.moveOn(ALL, stoppedNanos));
      assertThat(both.instance(FIRST).isStopped()).isTrue();
      both.instance(FIRST).resume();

      // then
      assertDoesItsShare(both, trips);
      assertThat(committed(both, held)).as("of the transaction %s", held).isEmpty();
      assertNoViolation(both, trips);
    }
  }

  /**
   * It may commit what it had done completely before it was stopped: the other one waits for that.
   */
  @Test
  void shouldWriteEachTransitionOnceWhenItsTransactionIsOpenStill() throws Exception {
    try (TwoOrchestrators both =
            TwoOrchestrators.start(directory, Membership.SHORT_SESSION_AND_LONG_TRANSACTION);
        OpenTransitions open = new OpenTransitions(both.clientConfig());
        SteadyTrips trips = SteadyTrips.start(both.clientConfig(), PARTITIONS)) {
      // given
      long startNanos = System.nanoTime();
      await().atMost(LIMIT).until(() -> trips.moveOn(ALL, startNanos));
      Set<Integer> own = both.partitionsOf(FIRST);
      Map<Integer, Long> held = stopWithTransitions(both, open, own);

      // when
      await().atMost(LIMIT).until(() -> both.partitionsOf(SECOND).equals(ALL));
      assertThat(open.on(own)).isEqualTo(held);
      assertThat(both.instance(FIRST).isStopped()).isTrue();
      both.instance(FIRST).resume();

      // then
      assertDoesItsShare(both, trips);
      assertNoViolation(both, trips);
    }
  }

  /** Stops the first instance when transitions of it are neither committed nor aborted. */
  private static Map<Integer, Long> stopWithTransitions(
      TwoOrchestrators both, OpenTransitions open, Set<Integer> own) throws Exception {
    OrchestratorJvm first = both.instance(FIRST);
    for (int stop = 0; stop < MAX_STOPS; stop++) {
      first.stop();
      if (!open.on(own).isEmpty()) {
        await().pollDelay(IN_FLIGHT).until(() -> true);
        Map<Integer, Long> held = open.on(own);
        if (!held.isEmpty()) {
          return held;
        }
      }
      first.resume();
      await().pollDelay(Duration.ofMillis(stop % 50)).until(() -> true);
    }
    throw new AssertionError(
        "Expected an open transaction at one of %s stops".formatted(MAX_STOPS));
  }

  private static void assertDoesItsShare(TwoOrchestrators both, SteadyTrips trips) {
    await().atMost(LIMIT).until(both::areShared);
    long sharedNanos = System.nanoTime();
    await().atMost(LIMIT).until(() -> trips.moveOn(ALL, sharedNanos));
  }

  /** The records at the offsets that can be read committed. */
  private static List<ConsumerRecord<byte[], byte[]>> committed(
      TwoOrchestrators both, Map<Integer, Long> offsets) {
    try (Wire wire = new Wire(both.clientConfig())) {
      List<ConsumerRecord<byte[], byte[]>> journal = wire.read(TopicNames.DEFAULT.journal());
      assertThat(journal).isNotEmpty();
      return journal.stream()
          .filter(record -> offsets.getOrDefault(record.partition(), -1L) == record.offset())
          .toList();
    }
  }

  private static void assertNoViolation(TwoOrchestrators both, SteadyTrips trips) {
    trips.finish();
    assertThat(trips.outcomes()).hasSize(trips.requested());
    assertThat(trips.outcomes().values()).containsOnly(OutcomeKind.COMPLETED);
    assertThat(both.audit().violations()).isEmpty();
    List<HistoryRecord> records =
        new HistoryReader(TopicNames.DEFAULT, "saga-orchestrator").read(both.clientConfig());
    assertThat(
            HistoryChecker.check(
                new ObservedHistory(records, List.of(), Set.of(), List.of(), List.of())))
        .isEmpty();
  }
}
