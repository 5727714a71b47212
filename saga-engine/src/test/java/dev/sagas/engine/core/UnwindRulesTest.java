package dev.sagas.engine.core;

import static dev.sagas.engine.core.SagaRun.summary;
import static dev.sagas.engine.core.ScriptedSaga.keeping;
import static dev.sagas.engine.core.ScriptedSaga.plain;
import static dev.sagas.engine.core.ScriptedSaga.step;
import static dev.sagas.engine.core.ScriptedSaga.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.StepOutcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** R7 to R9 and R11: undoing. */
class UnwindRulesTest {
  @Test
  void shouldRecordTheIntentWithTheCommandWhenAnEffectIsUndone() {
    // given
    SagaRun run = run(step("a"), step("b"));
    run.succeed("a");

    // when
    Decision decision = run.reject("b");

    // then
    long due = SagaRun.START_MS + ScriptedSaga.UNDO_TIMEOUT_MS;
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Accepted.class,
            accepted -> {
              assertThat(accepted.events())
                  .containsExactly(
                      new SagaEvent.StepRejected(new StepName("b"), "CODE", "why"),
                      new SagaEvent.UnwindStarted(
                          new UnwindReason(Optional.of(new StepName("b")), "CODE", "why")),
                      SagaRun.issued(SagaRun.command("a", Action.COMPENSATE, 1, 1), due));
              assertThat(accepted.effects()).hasSize(1);
            });
    SagaEffect.SendCommand undo = run.sent().get(2);
    assertThat(undo.undo())
        .contains(new SagaEffect.Undo(SagaRun.command("a", Action.EXECUTE, 1).key(), true));
    assertThat(undo.deadlineAtMs()).isEqualTo(due);
    assertThat(run.state().status()).isEqualTo(SagaStatus.COMPENSATING);
  }

  @Test
  void shouldUndoInReverseOrderOneAtATimeWhenAStepIsRejected() {
    // given
    SagaRun run = run(step("a"), step("b"), step("c"), step("d"));
    run.succeed("a");
    run.succeed("b");
    run.succeed("c");

    // when
    run.reject("d");
    assertThat(run.sentNames()).endsWith("execute d#1", "compensate c#1");
    run.compensate("c", StepOutcome.SUCCEEDED, 1);
    assertThat(run.sentNames()).endsWith("compensate c#1", "compensate b#1");
    run.compensate("b", StepOutcome.SUCCEEDED, 1);
    Decision last = run.compensate("a", StepOutcome.SUCCEEDED, 1);

    // then
    assertThat(run.sentNames()).endsWith("compensate c#1", "compensate b#1", "compensate a#1");
    assertThat(summary(last)).isEqualTo("StepCompensated Ended");
    assertThat(run.state().status()).isEqualTo(SagaStatus.COMPENSATED);
    UnwindReason reason = new UnwindReason(Optional.of(new StepName("d")), "CODE", "why");
    assertThat(run.outcomes())
        .containsExactly(
            new SagaEffect.PublishOutcome(
                SagaStatus.COMPENSATED, Optional.of(reason), text("data"), List.of(), List.of()));
  }

  @Test
  void shouldPassOverStepsThatHaveNothingToUndo() {
    SagaRun run = run(plain("a"), step("b"), plain("c"), step("d"));
    run.succeed("a");
    run.succeed("b");
    run.succeed("c");

    assertThat(summary(run.reject("d")))
        .isEqualTo("StepRejected UnwindStarted StepCompensated CommandIssued");
    assertThat(summary(run.compensate("b", StepOutcome.SUCCEEDED, 1)))
        .isEqualTo("StepCompensated StepCompensated Ended");
    assertThat(run.sentNames()).endsWith("execute d#1", "compensate b#1");
    assertThat(run.events())
        .contains(
            new SagaEvent.StepCompensated(new StepName("c"), false),
            new SagaEvent.StepCompensated(new StepName("b"), true));
  }

  @Test
  void shouldEndAtOnceWhenTheFirstStepIsRejected() {
    SagaRun run = run(step("a"));

    assertThat(summary(run.reject("a"))).isEqualTo("StepRejected UnwindStarted Ended");
    assertThat(run.sentNames()).containsExactly("execute a#1");
  }

  @Test
  void shouldUndoTheUnknownStepFirstWhenItsAttemptsAreUsedUp() {
    // given
    SagaRun run = run(keeping("a"), keeping("b"));
    run.succeed("a");

    // when
    exhaust(run);

    // then
    assertThat(run.sentNames()).endsWith("execute b#3", "compensate b#1");
    SagaEffect.SendCommand undo = run.sent().get(run.sent().size() - 1);
    assertThat(undo.undo().orElseThrow().executeSucceeded()).isFalse();
    assertThat(undo.payload()).isEqualTo(text("undo b after -"));
    run.compensate("b", StepOutcome.SUCCEEDED, 1);
    SagaEffect.SendCommand next = run.sent().get(run.sent().size() - 1);
    assertThat(next.undo().orElseThrow().executeSucceeded()).isTrue();
    assertThat(next.payload()).isEqualTo(text("undo a after ok"));
  }

  @Test
  void shouldTurnKnownAndKeepTheReplyWhenASuccessComesBeforeTheUndoWasSent() {
    // given: the undo could not be made, so the command was not sent
    ScriptedSaga saga = ScriptedSaga.of(step("a"), keeping("b"));
    saga.breakFunction("compensation:b");
    SagaRun run = new SagaRun(saga).started();
    run.succeed("a");
    exhaust(run);
    long sent = run.sent().size();

    // when
    Decision decision = run.execute("b", StepOutcome.SUCCEEDED, 2);

    // then
    assertThat(summary(decision)).isEqualTo("LateSuccess");
    assertThat(run.step("b").outcomeKnown()).isTrue();
    assertThat(run.step("b").reply()).contains(text("ok"));
    assertThat(run.step("b").status()).isEqualTo(StepStatus.OUTCOME_UNKNOWN);
    assertThat(run.sent()).hasSize((int) sent);
    assertThat(summary(run.execute("b", StepOutcome.SUCCEEDED, 2))).isEqualTo("STALE_REPLY");
  }

  @Test
  void shouldRetryTheUndoOnItsOwnPolicyWhenItFails() {
    SagaRun run = undoing();

    assertThat(summary(run.compensate("a", StepOutcome.FAILED, 1)))
        .isEqualTo("AttemptFailed RetryScheduled");
    assertThat(summary(run.ring())).isEqualTo("CommandIssued");
    assertThat(summary(run.advance(ScriptedSaga.UNDO_TIMEOUT_MS).timer()))
        .isEqualTo("AttemptFailed RetryScheduled");
    assertThat(summary(run.ring())).isEqualTo("CommandIssued");
    assertThat(run.sentNames()).endsWith("compensate a#1", "compensate a#2", "compensate a#3");
  }

  @Test
  void shouldGoOnUndoingWhenTheDeadlineHasPassed() {
    // R11: the saga's deadline never applies to compensations.
    SagaRun run = new SagaRun(ScriptedSaga.withDeadline(50, step("a"), step("b"))).started();
    run.succeed("a");
    run.reject("b");

    run.advance(1_000).compensate("a", StepOutcome.FAILED, 1);

    assertThat(run.nextDue()).hasValue(run.nowMs() + 100);
    assertThat(summary(run.ring())).isEqualTo("CommandIssued");
  }

  @Test
  void shouldStopWithAnIncidentWhenTheUndoIsExhausted() {
    SagaRun run = undoing();
    run.compensate("a", StepOutcome.FAILED, 1);
    run.ring();
    run.compensate("a", StepOutcome.FAILED, 2);
    run.ring();

    assertThat(summary(run.compensate("a", StepOutcome.FAILED, 3)))
        .isEqualTo("AttemptFailed CompensationGivenUp IncidentRaised");
    assertStopped(run, IncidentCode.COMPENSATION_EXHAUSTED);
  }

  @Test
  void shouldStopWithAnIncidentWhenTheUndoIsRejected() {
    SagaRun run = undoing();

    assertThat(summary(run.compensate("a", StepOutcome.REJECTED, 1)))
        .isEqualTo("CompensationGivenUp IncidentRaised");
    assertStopped(run, IncidentCode.COMPENSATION_REJECTED);
  }

  private static void assertStopped(SagaRun run, IncidentCode code) {
    assertThat(run.state().incidents().get(0).code()).isEqualTo(code.name());
    assertThat(run.step("a").status()).isEqualTo(StepStatus.COMPENSATION_GIVEN_UP);
    assertThat(run.state().status()).isEqualTo(SagaStatus.COMPENSATING);
    assertThat(run.nextDue()).isEmpty();
    assertThat(run.outcomes()).isEmpty();
  }

  @Test
  void shouldGoOnWhenTheUndoThatWasGivenUpSucceedsLate() {
    SagaRun run = undoing();
    run.compensate("a", StepOutcome.REJECTED, 1);

    assertThat(summary(run.compensate("a", StepOutcome.SUCCEEDED, 1)))
        .isEqualTo("IncidentResolved StepCompensated Ended");
    assertThat(run.state().status()).isEqualTo(SagaStatus.COMPENSATED);
  }

  private static SagaRun undoing() {
    SagaRun run = run(step("a"), step("b"));
    run.succeed("a");
    run.reject("b");
    return run;
  }

  private static void exhaust(SagaRun run) {
    run.fail("b", 1);
    run.ring();
    run.fail("b", 2);
    run.ring();
    run.fail("b", 3);
  }

  private static SagaRun run(StepPlan... steps) {
    return new SagaRun(ScriptedSaga.of(steps)).started();
  }
}
