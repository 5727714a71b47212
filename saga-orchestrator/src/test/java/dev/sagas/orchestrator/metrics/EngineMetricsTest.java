package dev.sagas.orchestrator.metrics;

import static dev.sagas.orchestrator.metrics.CommittedSaga.CARD;
import static dev.sagas.orchestrator.metrics.CommittedSaga.STOCK;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sagas.engine.core.IncidentCode;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.UnwindReason;
import dev.sagas.orchestrator.streams.SagaChange;
import dev.sagas.orchestrator.streams.Uncommitted;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is counted of which transition. */
class EngineMetricsTest {
  private final SteppedClock clock = new SteppedClock();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final EngineMetrics metrics = new EngineMetrics(registry, clock);
  private final CommittedSaga saga = new CommittedSaga("s-1", metrics, clock);

  private double count(EngineMeter meter, String... tags) {
    return registry.get(meter.id()).tags(tags).counter().count();
  }

  private double meanMs(EngineMeter meter, String... tags) {
    Timer timer = registry.get(meter.id()).tags(tags).timer();
    assertThat(timer.count()).isEqualTo(1);
    return timer.totalTime(TimeUnit.MILLISECONDS);
  }

  private CommittedSaga begin() {
    return saga.input(saga.started(), saga.command(STOCK, Action.EXECUTE, 1));
  }

  private CommittedSaga complete() {
    begin()
        .after(100)
        .input(
            new SagaEvent.StepSucceeded(STOCK, 1, Optional.empty()),
            saga.command(CARD, Action.EXECUTE, 1));
    return saga.after(200)
        .input(
            new SagaEvent.StepSucceeded(CARD, 2, Optional.empty()),
            new SagaEvent.Ended(SagaStatus.COMPLETED, clock.millis() + 1));
  }

  @Test
  void shouldCountAndTimeASagaWhenItCompletes() {
    // when
    complete();

    // then
    assertThat(count(EngineMeter.STARTED, "saga.type", "order-fulfilment", "version", "3")).isOne();
    assertThat(count(EngineMeter.ENDED, "outcome", "completed", "code", "none", "version", "3"))
        .isOne();
    assertThat(count(EngineMeter.ATTEMPTS, "step", "charge-card", "participant", "payments"))
        .isOne();
    assertThat(meanMs(EngineMeter.DURATION, "outcome", "completed")).isEqualTo(340);
    assertThat(meanMs(EngineMeter.START_LATENCY)).isEqualTo(30);
    assertThat(meanMs(EngineMeter.STEP_OVERHEAD)).isEqualTo(30);
    assertThat(
            meanMs(
                EngineMeter.REPLY_TIME,
                "step",
                "reserve-stock",
                "participant",
                "inventory",
                "action",
                "execute"))
        .isEqualTo(120);
    Timer commits = registry.get(EngineMeter.COMMIT_LATENCY.id()).timer();
    assertThat(commits.count()).isEqualTo(3);
    assertThat(commits.mean(TimeUnit.MILLISECONDS)).isEqualTo(CommittedSaga.COMMIT_MS);
    assertThat(registry.get(EngineMeter.INPUT_WAIT.id()).timer().mean(TimeUnit.MILLISECONDS))
        .isEqualTo(CommittedSaga.QUEUE_MS);
  }

  @Test
  void shouldNameTheCauseWhenASagaIsUnwound() {
    // when
    begin()
        .after(100)
        .input(
            new SagaEvent.StepRejected(STOCK, "OUT_OF_STOCK", "Nothing is left"),
            new SagaEvent.UnwindStarted(
                new UnwindReason(Optional.of(STOCK), "OUT_OF_STOCK", "Nothing is left")),
            new SagaEvent.Ended(SagaStatus.COMPENSATED, clock.millis() + 1));

    // then
    assertThat(count(EngineMeter.REJECTIONS, "step", "reserve-stock", "code", "OUT_OF_STOCK"))
        .isOne();
    assertThat(count(EngineMeter.UNWINDS, "step", "reserve-stock", "code", "OUT_OF_STOCK")).isOne();
    assertThat(count(EngineMeter.ENDED, "outcome", "compensated", "code", "OUT_OF_STOCK")).isOne();
  }

  @Test
  void shouldTimeTheTimerAndNoReplyWhenAnAttemptTimesOut() {
    // when
    begin()
        .after(5_000 - CommittedSaga.COMMIT_MS + 7)
        .timer(
            new SagaEvent.AttemptFailed(STOCK, Action.EXECUTE, 1, "TIMED_OUT", "No answer"),
            new SagaEvent.RetryScheduled(STOCK, Action.EXECUTE, 2, clock.millis() + 100));

    // then
    assertThat(count(EngineMeter.FAILURES, "step", "reserve-stock", "code", "TIMED_OUT")).isOne();
    assertThat(count(EngineMeter.RETRIES, "step", "reserve-stock", "action", "execute")).isOne();
    assertThat(meanMs(EngineMeter.TIMER_LATENESS)).isEqualTo(7);
    assertThat(registry.find(EngineMeter.REPLY_TIME.id()).timers()).isEmpty();
  }

  @Test
  void shouldCountAnIncidentByItsCodeWhenItIsRaisedAndResolved() {
    // when
    begin()
        .input(
            new SagaEvent.IncidentRaised(
                "i-1", Optional.of(STOCK), IncidentCode.FENCE_EXPIRED, "Too late"))
        .input(new SagaEvent.IncidentResolved("i-1", "retried"));

    // then
    assertThat(count(EngineMeter.INCIDENTS_RAISED, "code", "FENCE_EXPIRED")).isOne();
    assertThat(count(EngineMeter.INCIDENTS_RESOLVED, "code", "FENCE_EXPIRED")).isOne();
  }

  @Test
  void shouldCountRefusalsAndDeadLettersByCode() {
    // when
    Uncommitted changes = metrics.uncommitted();
    changes.add(new SagaChange.Refused(0, "STALE_REPLY", false));
    changes.add(new SagaChange.Refused(1, "UNREADABLE", true));
    changes.add(new SagaChange.Forgotten(1, new SagaId("s-2")));
    changes.committed();

    // then
    assertThat(count(EngineMeter.REFUSALS, "code", "STALE_REPLY")).isOne();
    assertThat(count(EngineMeter.REFUSALS, "code", "UNREADABLE")).isOne();
    assertThat(count(EngineMeter.DEAD_LETTERS, "code", "UNREADABLE")).isOne();
    assertThat(registry.get(EngineMeter.COMMIT_CHANGES.id()).summary().mean()).isEqualTo(3);
  }

  @Test
  void shouldCountNothingOfAPartitionThatWasClosedBeforeTheCommit() {
    // given
    Uncommitted changes = metrics.uncommitted();

    // when
    for (int i = 0; i < 1_000; i++) {
      changes.add(new SagaChange.Refused(i % 4, "PARTITION_" + i % 4, false));
    }
    changes.drop(2);
    changes.committed();
    changes.committed();

    // then
    assertThat(count(EngineMeter.REFUSALS, "code", "PARTITION_1")).isEqualTo(250);
    assertThat(count(EngineMeter.REFUSALS, "code", "PARTITION_2")).isZero();
    assertThat(count(EngineMeter.REFUSALS, "code", "PARTITION_3")).isEqualTo(250);
    assertThat(registry.get(EngineMeter.COMMIT_CHANGES.id()).summary().totalAmount())
        .isEqualTo(750);
  }

  @Test
  void shouldShowHowManyPartitionsAreOpen() {
    // when
    metrics.opened(0);
    metrics.opened(1);
    metrics.closed(0);

    // then
    assertThat(registry.get(EngineMeter.PARTITIONS.id()).gauge().value()).isOne();
  }

  @Test
  void shouldBoundTheNumberOfMetersWhenParticipantsInventCodes() {
    // given
    begin();

    // when
    for (int i = 0; i < 1_000; i++) {
      saga.input(
          new SagaEvent.AttemptFailed(STOCK, Action.EXECUTE, 1, "CODE_" + i, "It is broken"),
          new SagaEvent.RetryScheduled(STOCK, Action.EXECUTE, 2, clock.millis()),
          saga.command(STOCK, Action.EXECUTE, 1));
    }

    // then
    assertThat(registry.get(EngineMeter.FAILURES.id()).counters())
        .hasSize(EngineMetrics.MAX_CODES + 1);
    assertThat(count(EngineMeter.FAILURES, "code", "other")).isEqualTo(900);
  }

  /** A transition itself allocates some 20 kB. */
  @Test
  void shouldAllocateLittleForAChangeWhenItsMetersAreKnown() {
    // given
    complete();
    SagaChange change =
        new SagaChange.Written(
            0,
            Optional.of(saga.state()),
            saga.state(),
            List.of(
                new SagaEvent.StepSucceeded(STOCK, 1, Optional.empty()),
                saga.command(CARD, Action.EXECUTE, 1)),
            Optional.of(new SagaChange.Input(clock.millis(), Optional.empty())),
            Optional.empty());
    Uncommitted changes = metrics.uncommitted();
    Runnable commit =
        () -> {
          changes.add(change);
          changes.committed();
        };
    commit.run();

    // when
    long allocated = allocatedBytes(commit, 1_000);

    // then
    assertThat(allocated / 1_000).isLessThan(1_000);
  }

  private static long allocatedBytes(Runnable work, int times) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < times; i++) {
      work.run();
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
