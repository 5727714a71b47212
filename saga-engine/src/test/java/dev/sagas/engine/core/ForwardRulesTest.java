package dev.sagas.engine.core;

import static dev.sagas.engine.core.SagaRun.command;
import static dev.sagas.engine.core.SagaRun.replyInput;
import static dev.sagas.engine.core.SagaRun.summary;
import static dev.sagas.engine.core.ScriptedSaga.keeping;
import static dev.sagas.engine.core.ScriptedSaga.pivot;
import static dev.sagas.engine.core.ScriptedSaga.plain;
import static dev.sagas.engine.core.ScriptedSaga.step;
import static dev.sagas.engine.core.ScriptedSaga.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.StepOutcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R3 to R5, R12 and R13: going forward, retries, deadlines and the pivot. */
class ForwardRulesTest {
  private static final StepName B = new StepName("b");

  @Test
  void shouldRunTheStepsInOrderWhenAllSucceed() {
    // given
    SagaRun run = run(step("a"), step("b"), plain("c"));

    // when
    run.succeed("a");
    run.succeed("b");
    Decision last = run.succeed("c");

    // then
    assertThat(run.sentNames()).containsExactly("execute a#1", "execute b#1", "execute c#1");
    assertThat(summary(last)).isEqualTo("StepSucceeded Ended");
    assertThat(run.state().status()).isEqualTo(SagaStatus.COMPLETED);
    assertThat(run.outcomes())
        .containsExactly(
            new SagaEffect.PublishOutcome(
                SagaStatus.COMPLETED, Optional.empty(), text("data"), List.of(), List.of()));
  }

  @Test
  void shouldGiveTheNextCommandTheDataThatTheReplyMade() {
    // given
    SagaRun run = run(keeping("a"), step("b"));

    // when
    Decision decision =
        run.input(
            replyInput(command("a", Action.EXECUTE, 1), StepOutcome.SUCCEEDED, "data=changed"));

    // then
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Accepted.class,
            accepted ->
                assertThat(accepted.events())
                    .containsExactly(
                        new SagaEvent.StepSucceeded(
                            new StepName("a"), 1, Optional.of(text("data=changed"))),
                        new SagaEvent.DataChanged(text("changed")),
                        SagaRun.issued(
                            SagaRun.command("b", Action.EXECUTE, 1, 1), SagaRun.START_MS + 1_000)));
    assertThat(run.sent().get(1).payload()).isEqualTo(text("do b with changed"));
  }

  @Test
  void shouldKeepTheReplyOnlyWhereTheUndoAsksForIt() {
    SagaRun run = run(keeping("a"), step("b"), step("c"));
    run.succeed("a");
    run.succeed("b");

    assertThat(run.step("a").reply()).contains(text("ok"));
    assertThat(run.step("b").reply()).isEmpty();
  }

  @Test
  void shouldTakeTheDataOfARejectionWhenTheStepReadsIt() {
    SagaRun run = run(step("a"), step("b"));
    run.succeed("a");

    Decision decision =
        run.input(replyInput(command("b", Action.EXECUTE, 1), StepOutcome.REJECTED, "data=no"));

    assertThat(summary(decision)).isEqualTo("StepRejected DataChanged UnwindStarted CommandIssued");
    assertThat(run.state().data()).isEqualTo(text("no"));
  }

  @Test
  void shouldScheduleTheNextAttemptAtTheExactTimeWhenOneFails() {
    // given
    SagaRun run = run(step("a"), step("b"));
    run.succeed("a");
    long now = run.advance(10).nowMs();

    // when
    Decision decision = run.fail("b", 1);

    // then
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Accepted.class,
            accepted ->
                assertThat(accepted.events())
                    .containsExactly(
                        new SagaEvent.AttemptFailed(B, Action.EXECUTE, 1, "CODE", "why"),
                        new SagaEvent.RetryScheduled(B, Action.EXECUTE, 2, now + 100)));
    assertThat(run.nextDue()).hasValue(now + 100);
    assertThat(summary(run.advance(99).timer())).isEqualTo("NOTHING_DUE");
    assertThat(summary(run.advance(1).timer())).isEqualTo("CommandIssued");
    run.fail("b", 2);
    assertThat(run.nextDue()).hasValue(now + 100 + 200);
  }

  @ParameterizedTest
  @CsvSource({"0, 100", "99, 100", "101, 101", "60000, 60000"})
  void shouldWaitTheLongerOfBackoffAndWhatTheParticipantAsks(long askedMs, long expectedMs) {
    SagaRun run = run(step("a"));

    run.input(SagaRun.failed("a", Action.EXECUTE, askedMs));

    assertThat(run.nextDue()).hasValue(run.nowMs() + expectedMs);
  }

  @Test
  void shouldEndTheWaitAtTheDeadlineWhenTheParticipantAsksForLonger() {
    SagaRun run = deadline(150, step("a"));

    run.input(SagaRun.failed("a", Action.EXECUTE, 60_000));

    assertThat(run.nextDue()).hasValue(SagaRun.START_MS + 150);
  }

  @Test
  void shouldUseTheSameDeduplicationKeyForAllAttempts() {
    SagaRun run = run(step("a"));
    run.fail("a", 1);
    run.ring();

    assertThat(run.sentNames()).containsExactly("execute a#1", "execute a#2");
    assertThat(run.sent().stream().map(send -> send.commandId().key()).distinct()).hasSize(1);
  }

  @Test
  void shouldChangeNothingWhenARejectionComesTwice() {
    SagaRun run = run(step("a"), step("b"));
    run.succeed("a");
    run.reject("b");
    SagaState before = run.state();

    assertThat(summary(run.reject("b"))).isEqualTo("STALE_REPLY");
    assertThat(run.state()).isEqualTo(before);
    assertThat(run.sentNames()).doesNotContain("execute b#2");
  }

  @Test
  void shouldBeForeignWhenRunStepOrEpochIsNotOfThisSaga() {
    SagaRun run = run(step("a"), step("b"));
    RunId otherRun = new RunId("111111111111");
    StepName a = new StepName("a");
    List<DeduplicationKey> foreign =
        List.of(
            new DeduplicationKey(SagaRun.ID, otherRun, a, Action.EXECUTE, 1),
            new DeduplicationKey(SagaRun.ID, SagaRun.RUN, a, Action.EXECUTE, 2),
            new DeduplicationKey(SagaRun.ID, SagaRun.RUN, B, Action.EXECUTE, 1),
            new DeduplicationKey(SagaRun.ID, SagaRun.RUN, new StepName("z"), Action.EXECUTE, 1));

    for (DeduplicationKey key : foreign) {
      for (StepOutcome outcome : StepOutcome.values()) {
        assertThat(summary(run.input(replyInput(new CommandId(key, 1), outcome, "ok"))))
            .isEqualTo("FOREIGN_REPLY");
      }
    }
    assertThat(run.sent()).hasSize(1);
  }

  @Test
  void shouldIgnoreEverythingWhenTheSagaHasEnded() {
    SagaRun run = run(step("a"));
    run.succeed("a");
    SagaState ended = run.state();

    for (StepOutcome outcome : StepOutcome.values()) {
      assertThat(summary(run.execute("a", outcome, 1))).isEqualTo("ALREADY_ENDED");
      assertThat(summary(run.compensate("a", outcome, 1))).isEqualTo("ALREADY_ENDED");
    }
    assertThat(summary(run.timer())).isEqualTo("NOTHING_DUE");
    assertThat(run.state()).isEqualTo(ended);
    assertThat(run.outcomes()).hasSize(1);
  }

  @Test
  void shouldAwaitTheAttemptAndUnwindWhenTheDeadlinePasses() {
    // given
    SagaRun run = deadline(500, step("a"), step("b"));
    run.succeed("a");

    // then
    assertThat(run.nextDue()).as("the deadline rings").hasValue(SagaRun.START_MS + 500);
    assertThat(summary(run.ring())).isEqualTo("StopRequested");
    assertThat(run.nextDue()).as("the attempt is awaited").hasValue(SagaRun.START_MS + 1_000);
    assertThat(summary(run.advance(100).succeed("b")))
        .isEqualTo("StepSucceeded UnwindStarted CommandIssued");
    assertThat(run.sentNames()).endsWith("compensate b#1");
  }

  @Test
  void shouldCompleteWhenTheLastSuccessIsReadBeforeTheDeadlineRings() {
    SagaRun run = deadline(500, step("a"), step("b"));
    run.succeed("a");

    assertThat(summary(run.advance(600).succeed("b"))).isEqualTo("StepSucceeded Ended");
  }

  @Test
  void shouldUnwindInsteadOfTheNextStepWhenTheDeadlineHasPassed() {
    SagaRun run = deadline(500, step("a"), step("b"));

    assertThat(summary(run.advance(500).succeed("a")))
        .isEqualTo("StepSucceeded UnwindStarted CommandIssued");
    assertThat(run.sentNames()).containsExactly("execute a#1", "compensate a#1");
    assertThat(run.state().unwind().orElseThrow().code()).isEqualTo("DEADLINE_EXCEEDED");
  }

  @Test
  void shouldNotRetryWhenTheDeadlineHasPassed() {
    SagaRun run = deadline(500, step("a"), step("b"));
    run.succeed("a");

    assertThat(summary(run.advance(600).fail("b", 1)))
        .isEqualTo("AttemptFailed OutcomeUnknown UnwindStarted CommandIssued");
    assertThat(run.sentNames()).endsWith("compensate b#1");
  }

  @Test
  void shouldEndTheBackoffAtTheDeadlineWhenItWouldReachBeyond() {
    SagaRun run = deadline(150, step("a"), step("b"));
    run.succeed("a");
    run.advance(100).fail("b", 1);

    assertThat(run.nextDue()).hasValue(SagaRun.START_MS + 150);
    assertThat(summary(run.advance(49).timer())).isEqualTo("NOTHING_DUE");
    assertThat(summary(run.advance(1).timer()))
        .isEqualTo("OutcomeUnknown UnwindStarted CommandIssued");
    assertThat(run.state().unwind().orElseThrow().code()).isEqualTo("DEADLINE_EXCEEDED");
  }

  @Test
  void shouldKeepTheFullBackoffWhenTheDeadlinePassesAfterThePivot() {
    // R13: the deadline is held once the pivot was sent, so it must not hurry retries either.
    SagaRun run = deadline(150, pivot("a"), plain("b"));
    run.fail("a", 1);
    run.ring();
    run.succeed("a");
    run.advance(1_000).fail("b", 1);

    long due = run.nowMs() + 100;
    assertThat(run.nextDue()).hasValue(due);
    assertThat(summary(run.timer())).isEqualTo("NOTHING_DUE");
    assertThat(summary(run.advance(100).timer())).isEqualTo("CommandIssued");
    run.fail("b", 2);
    assertThat(run.nextDue()).hasValue(due + 200);
  }

  @Test
  void shouldKeepTheFullBackoffWhenTheDeadlinePassesAtThePivot() {
    SagaRun run = deadline(150, step("a"), pivot("b"));
    run.succeed("a");
    run.advance(100).fail("b", 1);

    assertThat(run.nextDue()).hasValue(run.nowMs() + 100);
    assertThat(summary(run.ring())).isEqualTo("CommandIssued");
    assertThat(summary(run.advance(1_000).timer())).isEqualTo("AttemptFailed RetryScheduled");
  }

  @Test
  void shouldGoOnWhenTheDeadlinePassesAfterThePivot() {
    SagaRun run = deadline(500, step("a"), pivot("b"), plain("c"));
    run.succeed("a");

    assertThat(summary(run.advance(600).succeed("b"))).isEqualTo("StepSucceeded CommandIssued");
    assertThat(summary(run.succeed("c"))).isEqualTo("StepSucceeded Ended");
    assertThat(run.state().status()).isEqualTo(SagaStatus.COMPLETED);
  }

  @Test
  void shouldUnwindWhenThePivotIsRejected() {
    SagaRun run = run(step("a"), pivot("b"));
    run.succeed("a");

    assertThat(summary(run.reject("b"))).isEqualTo("StepRejected UnwindStarted CommandIssued");
  }

  @Test
  void shouldRaiseAnIncidentWhenThePivotStaysUnknown() {
    SagaRun run = run(step("a"), pivot("b"));
    run.succeed("a");

    assertThat(summary(exhaust(run))).isEqualTo("AttemptFailed OutcomeUnknown IncidentRaised");
    assertIncident(run, IncidentCode.PIVOT_OUTCOME_UNKNOWN);
  }

  @Test
  void shouldRaiseAnIncidentWhenAStepAfterThePivotIsRejectedOrExhausted() {
    SagaRun rejected = run(pivot("a"), plain("b"));
    rejected.succeed("a");
    SagaRun exhausted = run(pivot("a"), plain("b"));
    exhausted.succeed("a");

    assertThat(summary(rejected.reject("b"))).isEqualTo("StepRejected IncidentRaised");
    assertIncident(rejected, IncidentCode.REJECTED_AFTER_PIVOT);
    assertThat(summary(exhaust(exhausted)))
        .isEqualTo("AttemptFailed OutcomeUnknown IncidentRaised");
    assertIncident(exhausted, IncidentCode.EXHAUSTED_AFTER_PIVOT);
  }

  private static void assertIncident(SagaRun run, IncidentCode code) {
    Incident incident = run.state().incidents().get(0);
    long revision = run.state().chain().revision();
    assertThat(incident.code()).isEqualTo(code.name());
    assertThat(incident.step()).contains(B);
    assertThat(incident.revision()).isEqualTo(revision);
    assertThat(incident.id()).isEqualTo("s-1/00ff00ff00ff/" + revision);
    assertThat(run.state().status()).isEqualTo(SagaStatus.RUNNING);
    assertThat(run.nextDue()).as("it waits for an operator").isEmpty();
    assertThat(run.sentNames()).noneMatch(name -> name.startsWith("compensate"));
  }

  private static Decision exhaust(SagaRun run) {
    run.fail("b", 1);
    run.ring();
    run.fail("b", 2);
    run.ring();
    return run.fail("b", 3);
  }

  private static SagaRun run(StepPlan... steps) {
    return new SagaRun(ScriptedSaga.of(steps)).started();
  }

  private static SagaRun deadline(long deadlineMs, StepPlan... steps) {
    return new SagaRun(ScriptedSaga.withDeadline(deadlineMs, steps)).started();
  }
}
