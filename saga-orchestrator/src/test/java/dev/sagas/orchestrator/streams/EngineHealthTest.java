package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.serde.RegistryUnavailableException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

/** What health says of threads that fail, and of states that last. */
class EngineHealthTest {
  private final Throwable denied =
      new StreamsException(new TopicAuthorizationException("Not authorized to access: [t]"));

  private final AtomicLong nowMs = new AtomicLong(5_000);
  private final EngineHealth health = new EngineHealth(nowMs::get);

  private void pass(Duration time) {
    nowMs.addAndGet(time.toMillis());
  }

  private void fail(int times, Duration apart, Throwable failure) {
    for (int i = 0; i < times; i++) {
      pass(apart);
      health.failed(failure);
      health.changed(State.REBALANCING);
      health.changed(State.RUNNING);
    }
  }

  @Test
  void shouldBeReadyWhenRunningAlone() {
    assertThat(health.whyNotReady()).contains("CREATED for 0 s");
    pass(Duration.ofSeconds(3));
    health.changed(State.REBALANCING);
    assertThat(health.whyNotReady()).contains("REBALANCING for 3 s");
    assertThat(health.whyNotAlive()).isEmpty();

    health.changed(State.RUNNING);

    assertThat(health.whyNotReady()).isEmpty();
    assertThat(health.whyNotAlive()).isEmpty();
  }

  @Test
  void shouldNameTheCauseWhenAThreadFailedJustNow() {
    health.changed(State.RUNNING);
    fail(1, Duration.ofSeconds(1), denied);
    pass(Duration.ofSeconds(4));

    assertThat(health.whyNotReady().orElseThrow())
        .contains("failed 4 s ago", "TopicAuthorizationException: Not authorized to access: [t]");
    assertThat(health.whyNotAlive()).isEmpty();

    pass(EngineHealth.CALM);
    assertThat(health.whyNotReady()).isEmpty();
  }

  @Test
  void shouldNotBeReadyUntilTheSuccessorHasRunForAWhileWhenItWaitsLong() {
    // given: Kafka Streams says RUNNING until the group has waited for the dead thread's session
    health.changed(State.RUNNING);
    health.failed(denied);

    for (int i = 0; i < 9; i++) {
      pass(EngineHealth.WINDOW);
      assertThat(health.whyNotReady().orElseThrow()).contains("TopicAuthorizationException");
      assertThat(health.whyNotAlive()).as("one failure is no series").isEmpty();
    }

    // when
    health.changed(State.REBALANCING);
    pass(Duration.ofSeconds(40));
    health.changed(State.RUNNING);

    // then
    pass(EngineHealth.CALM.minusSeconds(1));
    assertThat(health.whyNotReady()).isPresent();
    pass(Duration.ofSeconds(2));
    assertThat(health.whyNotReady()).isEmpty();
    assertThat(health.whyNotAlive()).isEmpty();
  }

  @Test
  void shouldNotBeAliveWhenNoSuccessorRunsAtAll() {
    health.changed(State.RUNNING);
    pass(EngineHealth.STUCK.multipliedBy(2));
    health.failed(denied);
    assertThat(health.whyNotAlive()).isEmpty();

    pass(EngineHealth.STUCK.plusSeconds(1));

    assertThat(health.whyNotAlive())
        .contains("Without the successor of a stream thread for 601 s without progress");
  }

  @Test
  void shouldNotBeAliveWhenThreadsFailAgainAndAgain() {
    fail(EngineHealth.MAX_FAILURES - 1, Duration.ofSeconds(1), denied);
    assertThat(health.whyNotReady()).isPresent();
    assertThat(health.whyNotAlive()).isEmpty();

    fail(1, Duration.ofSeconds(1), denied);

    assertThat(health.whyNotAlive().orElseThrow()).contains("TopicAuthorizationException");
    pass(EngineHealth.CALM.plusSeconds(1));
    assertThat(health.whyNotAlive()).as("it has recovered").isEmpty();
  }

  @Test
  void shouldSeeASlowCrashLoopWhenEachThreadLivesForAMinute() {
    fail(2, Duration.ofSeconds(61), denied);
    assertThat(health.whyNotAlive()).isEmpty();
    pass(Duration.ofSeconds(60));
    assertThat(health.whyNotReady()).as("until it lived twice as long").isPresent();

    fail(1, Duration.ofSeconds(1), denied);
    assertThat(health.whyNotAlive()).isPresent();

    pass(Duration.ofSeconds(130));
    assertThat(health.whyNotReady()).isEmpty();
    assertThat(health.whyNotAlive()).isEmpty();
  }

  @Test
  void shouldStayAliveButNotReadyWhenTheRegistryOrTheBrokersAreAway() {
    for (Throwable outage :
        new Throwable[] {
          new RegistryUnavailableException("No answer from http://registry"),
          new StreamsException(new TimeoutException("Expired after 60000 ms"))
        }) {
      fail(60, Duration.ofSeconds(3), outage);

      assertThat(health.whyNotReady()).isPresent();
      assertThat(health.whyNotAlive()).isEmpty();
    }
  }

  @Test
  void shouldNotBeAliveWhenItHasEnded() {
    health.failed(denied);
    for (State ended : new State[] {State.ERROR, State.NOT_RUNNING}) {
      health.changed(ended);

      assertThat(health.whyNotReady()).isPresent();
      assertThat(health.whyNotAlive().orElseThrow()).startsWith(ended.name());
    }
  }

  @Test
  void shouldWaitForARestoreAsLongAsItGoesForwardAndThenNot() {
    health.changed(State.REBALANCING);
    for (int i = 0; i < 10; i++) {
      pass(EngineHealth.STUCK.minusSeconds(1));
      health.progressed();
      assertThat(health.whyNotAlive()).isEmpty();
    }

    pass(EngineHealth.STUCK.plusSeconds(1));

    assertThat(health.whyNotAlive()).contains("REBALANCING for 601 s without progress");
  }

  @Test
  void shouldShowNoContentWhenTheMessageMayHoldIt() {
    health.failed(new StreamsException(new IllegalStateException("card 4711")));
    assertThat(health.whyNotReady().orElseThrow())
        .contains("IllegalStateException")
        .doesNotContain("4711");

    health.failed(new TopicAuthorizationException("line\nstack " + "é".repeat(999)));
    assertThat(health.whyNotReady().orElseThrow()).contains("line").doesNotContain("stack");
    health.failed(new TopicAuthorizationException("\uD83D\uDE00".repeat(999)));
    assertThat(health.whyNotReady().orElseThrow()).endsWith("\uD83D\uDE00");
  }
}
