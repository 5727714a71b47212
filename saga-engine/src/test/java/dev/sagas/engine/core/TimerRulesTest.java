package dev.sagas.engine.core;

import static dev.sagas.engine.core.SagaRun.summary;
import static dev.sagas.engine.core.ScriptedSaga.pivot;
import static dev.sagas.engine.core.ScriptedSaga.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.StepOutcome;
import org.junit.jupiter.api.Test;

/** R5, R6 and R21: what a timer does early, late and on time, and how long a tombstone stands. */
class TimerRulesTest {
  @Test
  void shouldTimeOutNotBeforeButAtItsTimeWhenNobodyAnswers() {
    // given
    SagaRun run = new SagaRun(ScriptedSaga.of(step("a"))).started();

    // then
    assertThat(summary(run.advance(ScriptedSaga.TIMEOUT_MS - 1).timer())).isEqualTo("NOTHING_DUE");
    Decision decision = run.advance(1).timer();
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Accepted.class,
            accepted ->
                assertThat(accepted.events())
                    .containsExactly(
                        new SagaEvent.AttemptFailed(
                            new StepName("a"),
                            Action.EXECUTE,
                            1,
                            "TIMED_OUT",
                            "No answer from shop within 1000 ms"),
                        new SagaEvent.RetryScheduled(
                            new StepName("a"), Action.EXECUTE, 2, SagaRun.START_MS + 1_000 + 100)));
  }

  @Test
  void shouldCountFromNowWhenTheTimerRingsLate() {
    SagaRun run = new SagaRun(ScriptedSaga.of(step("a"))).started();

    run.advance(60_000).timer();

    assertThat(run.nextDue()).hasValue(SagaRun.START_MS + 60_000 + 100);
  }

  @Test
  void shouldDoNothingWhenTheTimerRingsTwice() {
    SagaRun run = new SagaRun(ScriptedSaga.of(step("a"))).started();
    run.ring();

    assertThat(summary(run.timer())).isEqualTo("NOTHING_DUE");
    run.ring();
    assertThat(summary(run.timer())).isEqualTo("NOTHING_DUE");
    assertThat(run.sentNames()).containsExactly("execute a#1", "execute a#2");
  }

  @Test
  void shouldCountTheSuccessWhenItComesInTheBackoffAfterATimeOut() {
    SagaRun run = new SagaRun(ScriptedSaga.of(step("a"), step("b"))).started();
    run.ring();

    assertThat(run.step("a").status()).isEqualTo(StepStatus.EXECUTE_BACKOFF);
    assertThat(summary(run.succeed("a"))).isEqualTo("StepSucceeded CommandIssued");
    assertThat(run.sentNames()).containsExactly("execute a#1", "execute b#1");
  }

  @Test
  void shouldUnwindWhenTheLastAttemptTimesOut() {
    SagaRun run = new SagaRun(ScriptedSaga.of(step("a"))).started();
    for (int i = 0; i < 4; i++) {
      run.ring();
    }

    assertThat(summary(run.ring()))
        .isEqualTo("AttemptFailed OutcomeUnknown UnwindStarted CommandIssued");
    assertThat(run.state().unwind().orElseThrow().code()).isEqualTo("TIMED_OUT");
    assertThat(run.sentNames())
        .containsExactly("execute a#1", "execute a#2", "execute a#3", "compensate a#1");
  }

  @Test
  void shouldHaveNoTimerWhileAnIncidentIsOpen() {
    SagaRun run = new SagaRun(ScriptedSaga.of(pivot("a"))).started();
    for (int i = 0; i < 5; i++) {
      run.ring();
    }

    assertThat(run.state().incidents()).hasSize(1);
    assertThat(run.nextDue()).isEmpty();
    assertThat(summary(run.advance(1_000_000).timer())).isEqualTo("NOTHING_DUE");
  }

  @Test
  void shouldForgetTheTombstoneNotBeforeButAtItsTime() {
    // given
    SagaRun run = new SagaRun(ScriptedSaga.of(step("a"))).started();
    run.succeed("a");

    // then
    assertThat(run.state().steps().all()).isEmpty();
    assertThat(run.state().data()).isEqualTo(Bytes.EMPTY);
    assertThat(run.nextDue()).hasValue(SagaRun.START_MS + SagaRun.TOMBSTONE.toMillis());
    assertThat(summary(run.advance(SagaRun.TOMBSTONE.toMillis() - 1).timer()))
        .isEqualTo("NOTHING_DUE");
    assertThat(run.advance(1).timer()).isEqualTo(new Decision.Forgotten());
    assertThat(run.stored()).isEmpty();
  }

  @Test
  void shouldForgetTheTombstoneEvenWhenItsVersionIsGone() {
    SagaRun run = new SagaRun(ScriptedSaga.of(step("a"))).started();
    run.succeed("a");
    run.undeploy();

    assertThat(run.advance(SagaRun.TOMBSTONE.toMillis()).timer())
        .isEqualTo(new Decision.Forgotten());
  }

  @Test
  void shouldTimeOutAnUndoAfterItsOwnTime() {
    SagaRun run = new SagaRun(ScriptedSaga.of(step("a"), step("b"))).started();
    run.succeed("a");
    run.execute("b", StepOutcome.REJECTED, 1);

    assertThat(summary(run.advance(ScriptedSaga.UNDO_TIMEOUT_MS - 1).timer()))
        .isEqualTo("NOTHING_DUE");
    assertThat(summary(run.advance(1).timer())).isEqualTo("AttemptFailed RetryScheduled");
    assertThat(run.step("a").status()).isEqualTo(StepStatus.COMPENSATE_BACKOFF);
  }
}
