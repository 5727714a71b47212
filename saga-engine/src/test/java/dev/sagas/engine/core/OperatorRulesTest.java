package dev.sagas.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.ExecutableSaga.WakeTime;
import dev.sagas.protocol.SagaStatus;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** R12, R13, R15 and R16: what an operator can do. */
class OperatorRulesTest {
  private static long dueIn(Script script) {
    return script.run().nextDue().orElseThrow() - script.run().nowMs();
  }

  @Test
  void shouldStandStillAndKeepTheRemainingTimeWhenPaused() {
    // given
    Script script = Script.play("a b", "start; later 400; pause");
    assertThat(script.run().nextDue()).isEmpty();

    // when
    script.then("later 100000; resume");

    // then
    assertThat(dueIn(script)).isEqualTo(600);
  }

  @Test
  void shouldRecordRepliesAndSendNothingWhenPaused() {
    // given
    Script script = Script.play("a b", "start; pause; ok a");
    assertThat(script.lastSummary()).isEqualTo("StepSucceeded");
    assertThat(script.run().sentNames()).containsExactly("execute a#1");

    // then
    assertThat(script.then("resume").lastSummary())
        .isEqualTo("OperationApplied Resumed CommandIssued");
  }

  @Test
  void shouldNotShiftABackoffByMoreThanItStoodStillWhenItBeganDuringThePause() {
    Script script = Script.play("a", "start; pause; later 5000; fail a; later 50; resume");

    assertThat(dueIn(script)).as("100 ms of back-off were left").isEqualTo(100);
  }

  @Test
  void shouldShiftTheSagasDeadlineButNoInstantWhenPaused() {
    ScriptedSaga saga =
        ScriptedSaga.of("{ sleep:s | sleep:t }")
            .wakeAt("s", new WakeTime(SagaRun.START_MS + 7_000, true))
            .withDeadline(8_000);
    saga.wakeAt("s", new WakeTime(SagaRun.START_MS + 7_000, true));
    SagaRun run = new SagaRun(saga).started();
    run.operate(OperationKind.PAUSE);
    run.advance(1_000);
    run.operate(OperationKind.RESUME);

    assertThat(run.step("s").dueAtMs()).hasValue(SagaRun.START_MS + 7_000);
    assertThat(run.step("t").dueAtMs()).hasValue(SagaRun.START_MS + 11_000);
    assertThat(run.state().request().deadlineAtMs()).hasValue(SagaRun.START_MS + 9_000);
  }

  @Test
  void shouldAwaitTheAttemptWithoutRetriesWhenCancelled() {
    Script script = Script.play("a b", "start; ok a; cancel");
    assertThat(script.lastSummary()).isEqualTo("OperationApplied StopRequested");

    assertThat(script.then("fail b").lastSummary())
        .isEqualTo("AttemptFailed OutcomeUnknown UnwindStarted CommandIssued");
    assertThat(script.run().sentNames()).endsWith("compensate b#1");
  }

  @Test
  void shouldHoldTheCancelWhileThePivotIsOnItsWay() {
    assertThat(Script.play("a p! b-", "start; ok a; cancel; ok p").lastSummary())
        .as("success refuses it")
        .isEqualTo("StepSucceeded CommandIssued".replace(" C", " CancelRefused C"));
    Script held = Script.play("a p! b-", "start; ok a; cancel");
    assertThat(held.lastSummary()).isEqualTo("OperationApplied CancelHeld");
    assertThat(held.then("no p").lastSummary())
        .as("a rejection unwinds")
        .isEqualTo("StepRejected UnwindStarted CommandIssued");
    assertThat(Script.play("a p! b-", "start; ok a; ok p; cancel").lastSummary())
        .as("past the pivot")
        .isEqualTo("REFUSED_OPERATION");
  }

  @Test
  void shouldNotWaitForTheAttemptWhenCompensatedNow() {
    Script script = Script.play("a b", "start; ok a; compensate");

    assertThat(script.lastSummary())
        .isEqualTo("OperationApplied OutcomeUnknown UnwindStarted CommandIssued");
    assertThat(script.run().sent().get(2).undo().orElseThrow().executeSucceeded()).isFalse();
  }

  @Test
  void shouldGrantAllAttemptsAnewWhenRetried() {
    Script script = Script.play("a!", "start; exhaust a; retry");
    assertThat(script.run().sentNames()).endsWith("execute a#4");

    assertThat(script.then("fail a").lastSummary()).isEqualTo("AttemptFailed RetryScheduled");
    assertThat(script.then("ring; fail a; ring; fail a").lastSummary())
        .isEqualTo("AttemptFailed OutcomeUnknown IncidentRaised");
  }

  @Test
  void shouldAskUnderANewEpochWhenARejectionIsRetried() {
    Script script = Script.play("a! b-", "start; ok a; no b; retry b");

    assertThat(script.run().step("b").epoch()).isEqualTo(2);
    assertThat(script.run().step("b").attempt()).isEqualTo(1);
    SagaRun run = script.run();
    assertThat(SagaRun.summary(run.execute("b", dev.sagas.protocol.StepOutcome.SUCCEEDED, 1)))
        .as("an answer of the first epoch counts no more")
        .isEqualTo("STALE_REPLY");
    assertThat(script.then("ok b").lastSummary()).isEqualTo("StepSucceeded Ended");
  }

  @Test
  void shouldUndoUnderANewEpochWhenARejectedCompensationIsRetried() {
    Script script = Script.play("a b", "start; ok a; no b; undo-no a; retry a");

    SagaEffect.SendCommand undo = script.run().sent().get(script.run().sent().size() - 1);
    assertThat(undo.commandId().key().epoch()).isEqualTo(2);
    assertThat(undo.undo().orElseThrow().undoes().epoch()).isEqualTo(1);
    assertThat(script.then("undone a").run().state().status()).isEqualTo(SagaStatus.COMPENSATED);
  }

  @Test
  void shouldUndoTheSkippedStepWhenItMayHaveTakenEffect() {
    Script script = Script.play("a b", "start; skip a; no b");

    assertThat(script.run().sentNames()).endsWith("compensate a#1");
    assertThat(script.then("undone a").run().outcomes().get(0).outcome())
        .isEqualTo(SagaStatus.COMPENSATED);
  }

  @Test
  void shouldTellWhatWasSkippedWhenTheSagaCompletes() {
    Script script = Script.play("a b", "start; skip a; ok b");

    assertThat(script.run().outcomes().get(0).outcome()).isEqualTo(SagaStatus.COMPLETED);
    assertThat(script.run().outcomes().get(0).skipped())
        .hasSize(1)
        .allMatch(step -> step.value().equals("a"));
  }

  @Test
  void shouldEndWithTheEffectsLeftWhenEndedByHand() {
    Script script = Script.play("a local:x b c", "start; ok a; ok b; end");

    SagaEffect.PublishOutcome outcome = script.run().outcomes().get(0);
    assertThat(outcome.outcome()).isEqualTo(SagaStatus.ENDED_BY_OPERATOR);
    assertThat(outcome.effectsLeft().toString()).isEqualTo("[a, b, c]");
    assertThat(outcome.reason().orElseThrow().message()).isEqualTo("By ada: because");
  }

  @Test
  void shouldTurnBackWhenAnOperatorVouchesThatThePivotDidNothing() {
    Script script = Script.play("a p! b-", "start; ok a; exhaust p; declare-failed p");

    assertThat(script.lastSummary())
        .isEqualTo("OperationApplied IncidentResolved StepRejected UnwindStarted CommandIssued");
  }

  @Test
  void shouldEditTheDataOnlyWhenItFits() {
    Script script = Script.play("a b", "start; edit bad");
    assertThat(script.lastSummary()).isEqualTo("REFUSED_OPERATION");

    script.then("edit fixed; ok a");
    assertThat(script.run().sent().get(1).payload())
        .isEqualTo(ScriptedSaga.text("do b with fixed"));
  }

  @Test
  void shouldApplyAnOperationOnceWhenItIsDeliveredTwice() {
    Script script = Script.play("a", "start; fail a");
    SagaInput.Operation retry = script.run().operation(OperationKind.RETRY, Optional.empty());

    assertThat(SagaRun.summary(script.run().input(retry))).endsWith("CommandIssued");
    assertThat(SagaRun.summary(script.run().input(retry))).isEqualTo("DUPLICATE_OPERATION");
  }

  @Test
  void shouldRememberABoundedNumberOfOperations() {
    Script script = Script.play("a", "start; " + "edit x; ".repeat(20) + "edit y");

    assertThat(script.run().state().control().operations()).hasSize(Control.MAX_OPERATIONS);
  }

  @Test
  void shouldChangeNothingAndTellWhatWouldBeWhenItIsADryRun() {
    Script script = Script.play("a b", "start; ok a");
    SagaInput.Operation cancel = script.run().operation(OperationKind.CANCEL, Optional.empty());
    SagaState before = script.run().state();

    Decision decision =
        script
            .run()
            .input(
                new SagaInput.Operation(
                    cancel.sagaId(), cancel.kind(), cancel.order(), cancel.subject(), true));

    assertThat(decision)
        .isEqualTo(
            new Decision.Rejected(
                Rejection.DRY_RUN,
                "It would be STOPPING with 0 records sent: OperationApplied, StopRequested"));
    assertThat(script.run().state()).isEqualTo(before);
  }

  @Test
  void shouldRefuseWhatDoesNotFit() {
    for (String script :
        new String[] {
          "start; resume",
          "start; pause; pause",
          "start; retry",
          "start; skip z",
          "start; skip b",
          "start; declare-failed b",
          "start; restart z",
          "start; restart b",
          "start; migrate 9",
          "start; migrate 1",
          "start; pause; retry",
          "start; pause; restart a",
          "start; cancel; cancel",
          "start; ok a; no b; cancel",
          "start; ok a; no b; compensate",
          "start; cancel; skip a",
          "start; cancel; retry a",
          "start; cancel; declare-failed a"
        }) {
      assertThat(Script.play("a b", script).lastSummary())
          .as(script)
          .isEqualTo("REFUSED_OPERATION");
    }
    assertThat(Script.play("a", "start; ok a; pause").lastSummary()).isEqualTo("ALREADY_ENDED");
  }

  @Test
  void shouldGoOnWhenThePolicyIsToContinueAndEndOnlyAfterTheIncident() {
    Script script = Script.play("a b c", "policy continue; start; ok a; ok b; no c; undo-no b");
    assertThat(script.lastSummary()).isEqualTo("CompensationGivenUp IncidentRaised CommandIssued");

    assertThat(script.then("undone a").lastSummary()).isEqualTo("StepCompensated");
    assertThat(script.then("retry; undone b").run().state().status())
        .isEqualTo(SagaStatus.COMPENSATED);
  }

  @Test
  void shouldTurnBackFromAnIncidentOfTheWholeSagaWhenCancelled() {
    Script script = Script.play("a b", "start; ok a; undeploy; ok b; deploy");
    assertThat(script.lastSummary()).isEqualTo("IncidentRaised");

    assertThat(script.then("compensate").lastSummary())
        .isEqualTo("OperationApplied IncidentResolved OutcomeUnknown UnwindStarted CommandIssued");
  }

  @Test
  void shouldUndoTheStepWhoseReplyCannotBeTakenInWhenTheSagaStops() {
    Script script = Script.play("a b", "break reply:b; start; ok a; cancel; ok b");

    assertThat(script.lastSummary())
        .isEqualTo("AttemptFailed StepSucceeded UnwindStarted CommandIssued");
    assertThat(Script.play("a b", "break reply:b; start; ok a; cancel; no b").lastSummary())
        .as("what was rejected is not undone")
        .isEqualTo("AttemptFailed StepRejected UnwindStarted CommandIssued");
  }

  @Test
  void shouldSendTheAttemptAnewWhenTheIncidentOfTheWholeSagaIsRetried() {
    Script script = Script.play("a b", "start; undeploy; ok a; deploy; retry");

    assertThat(script.lastSummary())
        .isEqualTo("OperationApplied IncidentResolved RetryOrdered CommandIssued");
    assertThat(script.then("ok a").lastSummary()).isEqualTo("StepSucceeded CommandIssued");
  }
}
