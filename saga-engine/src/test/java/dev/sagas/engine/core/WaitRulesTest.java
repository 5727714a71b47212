package dev.sagas.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.ExecutableSaga.WakeTime;
import dev.sagas.protocol.SagaStatus;
import org.junit.jupiter.api.Test;

/** R3: conditions, local steps, sleeps, signals and approvals. */
class WaitRulesTest {
  @Test
  void shouldPassOverAStepWhenItsConditionDoesNotHold() {
    Script script = Script.play("a ?b c", "pass b; start; ok a");

    assertThat(script.lastSummary()).isEqualTo("StepSucceeded StepSkipped CommandIssued");
    assertThat(script.run().sentNames()).containsExactly("execute a#1", "execute c#1");
    assertThat(script.then("no c; undone a").run().state().status())
        .as("nothing of b is undone")
        .isEqualTo(SagaStatus.COMPENSATED);
  }

  @Test
  void shouldRunEveryLocalStepInOneTransitionWhenTheyFollowEachOther() {
    Script script = Script.play("local:x local:y a", "start");

    assertThat(script.lastSummary())
        .isEqualTo("Started StepSucceeded DataChanged StepSucceeded DataChanged CommandIssued");
    assertThat(script.run().state().data()).isEqualTo(ScriptedSaga.text("data+x+y"));
  }

  @Test
  void shouldTurnBackWhenALocalStepRefuses() {
    Script script = Script.play("a local:x b", "refuse x; start; ok a");

    assertThat(script.lastSummary())
        .isEqualTo("StepSucceeded StepRejected DataChanged UnwindStarted CommandIssued");
    assertThat(script.run().state().unwind().orElseThrow().code()).isEqualTo("TOO_MUCH");
  }

  @Test
  void shouldCompleteInOneTransitionWhenNothingIsSent() {
    assertThat(Script.play("local:x", "start").lastSummary())
        .isEqualTo("Started StepSucceeded DataChanged Ended");
  }

  @Test
  void shouldSleepUntilItsTimeAndNotLonger() {
    Script script = Script.play("sleep:s a", "start; later 9999");
    assertThat(SagaRun.summary(script.run().timer())).isEqualTo("NOTHING_DUE");

    assertThat(script.then("later 1; ring").lastSummary()).isEqualTo("StepSucceeded CommandIssued");
  }

  @Test
  void shouldNotSleepWhenTheInstantHasPassed() {
    ScriptedSaga saga =
        ScriptedSaga.of("sleep:s a").wakeAt("s", new WakeTime(SagaRun.START_MS - 1, true));

    assertThat(SagaRun.summary(new SagaRun(saga).input(SagaRun.startInput("data"))))
        .isEqualTo("Started StepSucceeded CommandIssued");
  }

  @Test
  void shouldTakeTheSignalIntoTheDataWhenItComesWhileTheStepWaits() {
    Script script = Script.play("wait:w a", "start; signal w data=signed");

    assertThat(script.lastSummary()).isEqualTo("StepSucceeded DataChanged CommandIssued");
    assertThat(script.run().state().data()).isEqualTo(ScriptedSaga.text("signed"));
  }

  @Test
  void shouldUseTheSignalThatCameEarly() {
    Script script = Script.play("a wait:w b", "start; signal w data=signed");
    assertThat(script.lastSummary()).isEqualTo("SignalBuffered");

    assertThat(script.then("ok a").lastSummary())
        .isEqualTo("StepSucceeded SignalTaken StepSucceeded DataChanged CommandIssued");
    assertThat(script.run().state().signals()).isEmpty();
  }

  @Test
  void shouldNoteTheSignalWhenEveryWaitHasOne() {
    assertThat(Script.play("a wait:w", "start; signal w; signal w").lastSummary())
        .as("twice before the wait")
        .isEqualTo("STALE_SIGNAL");
    assertThat(Script.play("wait:w a", "start; signal w; signal w").lastSummary())
        .as("twice, the second after it")
        .isEqualTo("STALE_SIGNAL");
  }

  @Test
  void shouldRefuseTheSignalWhenNoStepWaitsForItOrItsRecordIsAnother() {
    Script script = Script.play("wait:w a", "start");

    assertThat(script.then("signal other").lastSummary()).isEqualTo("UNKNOWN_SIGNAL");
    assertThat(
            SagaRun.summary(
                script
                    .run()
                    .input(
                        new SagaInput.Signal(
                            SagaRun.ID,
                            new dev.sagas.protocol.SignalName("w"),
                            ScriptedSaga.text("yes"),
                            "shop.Other"))))
        .isEqualTo("INVALID_SIGNAL");
  }

  @Test
  void shouldBoundTheSignalsThatItKeeps() {
    Script script =
        Script.play("a wait:w wait:x wait:y wait:z", "start; signal w; signal x; signal y");
    assertThat(script.run().state().signals()).hasSize(SagaRun.MAX_SIGNALS);

    assertThat(script.then("signal z").lastSummary()).isEqualTo("SIGNAL_BUFFER_FULL");
    assertThat(
            Script.play("a wait:w wait:x", "start; signal w data=" + "x".repeat(30))
                .then("signal x data=" + "x".repeat(30))
                .lastSummary())
        .isEqualTo("SIGNAL_BUFFER_FULL");
  }

  @Test
  void shouldDoAsTheDefinitionSaysWhenNoSignalComes() {
    assertThat(Script.play("a wait:w:COMPENSATE b", "start; ok a; ring").lastSummary())
        .isEqualTo("StepRejected UnwindStarted CommandIssued");
    assertThat(Script.play("a wait:w:CONTINUE b", "start; ok a; ring").lastSummary())
        .isEqualTo("StepSkipped CommandIssued");
    Script incident = Script.play("a wait:w:INCIDENT b", "start; ok a; ring");
    assertThat(incident.lastSummary()).isEqualTo("IncidentRaised");
    assertThat(incident.then("signal w").lastSummary())
        .as("a signal that still comes settles it")
        .isEqualTo("IncidentResolved StepSucceeded CommandIssued");
  }

  @Test
  void shouldWaitForEverWhenThereIsNoTimeOut() {
    Script script = Script.play("wait:w", "start");

    assertThat(script.run().nextDue()).isEmpty();
    assertThat(WaitReasons.of(script.run().state())).hasSize(1);
  }

  @Test
  void shouldTurnBackWhenTheSignalIsARefusal() {
    Script script = Script.play("a wait:w b", "start; ok a; signal w no");

    assertThat(script.lastSummary()).isEqualTo("StepRejected UnwindStarted CommandIssued");
    assertThat(script.run().state().unwind().orElseThrow().code()).isEqualTo("NOT_APPROVED");
  }

  @Test
  void shouldNoteTheSignalWhenTheSagaHasTurnedBack() {
    assertThat(Script.play("a { b | wait:w }", "start; ok a; no b; signal w").lastSummary())
        .isEqualTo("STALE_SIGNAL");
  }

  @Test
  void shouldKeepTheSignalWhenItsFunctionThrows() {
    Script script = Script.play("wait:w a", "break signal:w; start; signal w data=x");
    assertThat(script.lastSummary()).isEqualTo("SignalBuffered IncidentRaised");

    assertThat(script.then("mend signal:w; retry").lastSummary())
        .isEqualTo(
            "OperationApplied IncidentResolved SignalTaken StepSucceeded DataChanged CommandIssued");
  }

  @Test
  void shouldEndTheWaitAtTheSagasDeadline() {
    Script script = Script.play("a wait:w", "deadline 500; start; ok a; ring");

    assertThat(script.lastSummary()).isEqualTo("StepAbandoned UnwindStarted CommandIssued");
    assertThat(script.run().state().unwind().orElseThrow().code()).isEqualTo("DEADLINE_EXCEEDED");
  }

  @Test
  void shouldTakeAGoodSignalWhenTheOneBeforeCouldNotBeTakenIn() {
    // given
    Script script = Script.play("wait:w a", "break signal:w; start; signal w data=bad");
    assertThat(script.run().state().incidents()).hasSize(1);

    // when
    script.then("mend signal:w; signal w data=good");

    // then
    assertThat(script.run().state().data()).isEqualTo(ScriptedSaga.text("good"));
    assertThat(script.run().state().signals()).isEmpty();
    assertThat(script.run().state().incidents()).isEmpty();
    assertThat(script.run().sentNames()).containsExactly("execute a#1");
  }

  @Test
  void shouldTryTheLatestSignalWhenSeveralCouldNotBeTakenIn() {
    // given
    Script script =
        Script.play("wait:w a", "break signal:w; start; signal w data=bad; signal w data=good");
    assertThat(script.run().state().incidents()).hasSize(1);
    assertThat(script.run().state().signals()).hasSize(1);

    // when
    script.then("mend signal:w; retry");

    // then
    assertThat(script.run().state().data()).isEqualTo(ScriptedSaga.text("good"));
    assertThat(script.run().state().signals()).isEmpty();
  }

  @Test
  void shouldReplaceAnEarlySignalThatCouldNotBeTakenIn() {
    // given
    Script script = Script.play("a wait:w b", "break signal:w; start; signal w data=bad; ok a");
    assertThat(script.run().state().incidents()).hasSize(1);

    // when
    script.then("signal w data=good; mend signal:w; retry");

    // then
    assertThat(script.run().state().data()).isEqualTo(ScriptedSaga.text("good"));
    assertThat(script.run().state().signals()).isEmpty();
    assertThat(script.run().sentNames()).endsWith("execute b#1");
  }

  @Test
  void shouldKeepSignalsWhileTheVersionIsMissingAndTakeThemWhenItIsRetried() {
    // given
    Script script = Script.play("wait:w a", "start; undeploy; signal w data=signed");
    assertThat(script.run().state().sagaIncident().orElseThrow().code())
        .isEqualTo("VERSION_MISSING");
    assertThat(script.run().state().signals()).hasSize(1);

    // when: its time-out passes meanwhile
    script.then("later 10000; deploy; retry");

    // then
    assertThat(script.run().state().data()).isEqualTo(ScriptedSaga.text("signed"));
    assertThat(script.run().state().incidents()).isEmpty();
    assertThat(script.run().sentNames()).containsExactly("execute a#1");
  }

  @Test
  void shouldRefuseSignalsBeyondTheBoundWhileTheVersionIsMissing() {
    Script script =
        Script.play("wait:w a", "start; undeploy; signal w 1; signal w 2; signal w 3; signal w 4");

    assertThat(script.lastSummary()).isEqualTo("SIGNAL_BUFFER_FULL");
    assertThat(script.run().state().signals()).hasSize(3);
  }

  @Test
  void shouldTakeTheKeptSignalWhenItIsResumedAfterItsVersionCameBack() {
    Script script =
        Script.play(
            "wait:w a", "start; pause; undeploy; signal w data=signed; deploy; later 9999; resume");

    assertThat(script.run().state().data()).isEqualTo(ScriptedSaga.text("signed"));
    assertThat(script.run().sentNames()).containsExactly("execute a#1");
  }
}
