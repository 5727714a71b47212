package dev.sagas.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.internal.DaemonThreads;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

@Timeout(30)
class HandlerThreadsTest {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofSeconds(20);

  private final HandlerThreads threads = new HandlerThreads(DaemonThreads.named("test"), 1);
  private final CountDownLatch released = new CountDownLatch(1);

  @AfterEach
  void release() {
    released.countDown();
    threads.interrupt();
  }

  @Test
  void shouldInterruptATryWhenItTakesTooLong() throws Exception {
    // given
    CountDownLatch interrupted = new CountDownLatch(1);

    // when, then
    assertThatThrownBy(
            () ->
                threads.within(
                    SHORT,
                    run -> {
                      try {
                        released.await();
                      } catch (InterruptedException e) {
                        interrupted.countDown();
                      }
                      return "late";
                    }))
        .isInstanceOf(HandlerHungException.class)
        .hasMessageContaining("within 50 ms");
    interrupted.await();
  }

  @Test
  void shouldRunOnAThreadOfTheFactory() throws Exception {
    // given
    HandlerThreads named = new HandlerThreads(DaemonThreads.named("of-the-service"), 1);

    // when
    String name = named.within(LONG, run -> Thread.currentThread().getName());

    // then
    assertThat(name).isEqualTo("of-the-service");
    named.interrupt();
  }

  @Test
  void shouldWaitWhenATryIsSettled() throws Exception {
    // when
    String result =
        threads.within(
            SHORT,
            run -> {
              run.settle();
              Awaitility.await().pollDelay(SHORT.multipliedBy(3)).until(() -> true);
              return "recorded";
            });

    // then
    assertThat(result).isEqualTo("recorded");
  }

  @Test
  void shouldLetNothingFollowWhenATryWasGivenUp() {
    // given
    HandlerRun run = new HandlerRun();

    // when
    boolean givenUp = run.giveUp();

    // then
    assertThat(givenUp).isTrue();
    assertThatThrownBy(run::settle).isInstanceOf(TransientFailureException.class);
    assertThatThrownBy(() -> run.enter(true)).isInstanceOf(TransientFailureException.class);
  }

  @Test
  void shouldBeginNoTryWhenTooManyHangUntilOneEnds() {
    // given
    for (int hanging = 0; hanging < 4; hanging++) {
      assertThatThrownBy(() -> threads.within(SHORT, run -> HandlerBench.hang(released)))
          .isInstanceOf(HandlerHungException.class);
    }

    // when, then
    assertThatThrownBy(() -> threads.within(LONG, run -> "not begun"))
        .isInstanceOf(HandlerHungException.class)
        .hasMessage("Expected at most 4 handlers that hang, but there are 4");
    released.countDown();
    Awaitility.await()
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              String begun = threads.within(LONG, run -> "begun");
              assertThat(begun).isEqualTo("begun");
            });
  }

  @Test
  void shouldThrowWhatTheTryThrows() {
    // given
    SQLException problem = new SQLException("for the test");
    StackOverflowError error = new StackOverflowError();

    // when, then
    assertThatThrownBy(
            () ->
                threads.within(
                    LONG,
                    run -> {
                      throw problem;
                    }))
        .isSameAs(problem);
    assertThatThrownBy(
            () ->
                threads.within(
                    LONG,
                    run -> {
                      throw error;
                    }))
        .isSameAs(error);
  }

  @Test
  void shouldLogUnderTheSameSagaWhenTheTryRunsOnItsOwnThread() throws Exception {
    // given
    MDC.put("saga-id", "order-1");

    // when
    String within = threads.within(LONG, run -> MDC.get("saga-id"));
    MDC.remove("saga-id");
    String after = threads.within(LONG, run -> String.valueOf(MDC.get("saga-id")));

    // then
    assertThat(within).isEqualTo("order-1");
    assertThat(after).isEqualTo("null");
  }
}
