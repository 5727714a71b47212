package dev.sagas.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.SagaStatus;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** R16 and R19: restarts from an earlier step, and moves to another version. */
class RestartRulesTest {
  @Test
  void shouldUndoWhatCameAfterAndGoForwardInANewEpochWhenRestarted() {
    // given
    Script script = Script.play("a b c d", "start; ok a; ok b; ok c; restart b");
    assertThat(script.lastSummary()).isEqualTo("OperationApplied RestartRequested StopRequested");

    // when
    script.then("ok d; undone d; undone c");

    // then
    assertThat(script.then("undone b").lastSummary())
        .isEqualTo("StepCompensated Restarted CommandIssued");
    assertThat(script.run().step("a").status()).isEqualTo(StepStatus.SUCCEEDED);
    assertThat(script.run().step("b").epoch()).isEqualTo(2);
    assertThat(script.then("ok b; ok c; ok d").run().state().status())
        .isEqualTo(SagaStatus.COMPLETED);
  }

  @Test
  void shouldKeepTheEpochWhenThereWasNothingToUndo() {
    Script script = Script.play("a- sleep:s", "start; ok a; restart a");

    assertThat(script.run().step("a").epoch()).isEqualTo(1);
    assertThat(script.run().sentNames()).containsExactly("execute a#1", "execute a#2");
  }

  @Test
  void shouldUndoInTheNewEpochWhenItFailsAgain() {
    Script script =
        Script.play("a b", "start; ok a; restart a; ok b; undone b; undone a; ok a; no b");

    SagaEffect.SendCommand undo = script.run().sent().get(script.run().sent().size() - 1);
    assertThat(undo.commandId().key().epoch()).isEqualTo(2);
    assertThat(undo.undo().orElseThrow().undoes().epoch()).isEqualTo(2);
    assertThat(script.then("undone a").run().state().status()).isEqualTo(SagaStatus.COMPENSATED);
  }

  @Test
  void shouldRestartTheWholeGroupWhenAStepOfItIsNamed() {
    Script script =
        Script.play(
            "a { b | c } sleep:s", "start; ok a; ok b; ok c; restart c; undone c; undone b");

    assertThat(script.lastSummary())
        .isEqualTo("StepCompensated Restarted CommandIssued CommandIssued");
    assertThat(script.run().step("b").epoch()).isEqualTo(2);
  }

  @Test
  void shouldGoForwardAgainWhenTheUnwindHasNotPassedTheStep() {
    Script script = Script.play("a b c", "start; ok a; ok b; no c; restart b; undone b");
    assertThat(script.lastSummary()).isEqualTo("StepCompensated Restarted CommandIssued");

    Script passed = Script.play("a b c", "start; ok a; ok b; no c; undone b; restart b");
    assertThat(passed.lastSummary()).isEqualTo("REFUSED_OPERATION");
  }

  @Test
  void shouldRestartWhenThePivotWasRejected() {
    Script script = Script.play("a p! b-", "start; ok a; no p; restart a; undone a; ok a; ok p");

    assertThat(script.run().step("p").epoch()).isEqualTo(2);
    assertThat(script.then("no b").lastSummary())
        .as("past the pivot again")
        .isEqualTo("StepRejected IncidentRaised");
  }

  @Test
  void shouldUndoEverythingWhenTheRestartIsDropped() {
    Script script = Script.play("a b", "start; ok a; restart b; cancel; ok b; undone b; undone a");

    assertThat(script.run().state().status()).isEqualTo(SagaStatus.COMPENSATED);
  }

  @Test
  void shouldNotSkipAnUndoWhileARestartNeedsIt() {
    Script script = Script.play("a b", "start; ok a; restart a; no b; undo-no a; skip a");

    assertThat(script.lastSummary()).isEqualTo("REFUSED_OPERATION");
    assertThat(script.then("compensate; skip a").run().state().status())
        .isEqualTo(SagaStatus.ENDED_BY_OPERATOR);
  }

  @Test
  void shouldMoveToTheOtherVersionWhenNothingIsOutstanding() {
    Script script = Script.play("a b", "start; migrate 2");
    assertThat(script.lastSummary()).isEqualTo("REFUSED_OPERATION");

    script.then("pause; ok a; migrate 2; resume");
    assertThat(script.run().state().identity().version()).isEqualTo(2);
    assertThat(script.then("ok b").run().state().status()).isEqualTo(SagaStatus.COMPLETED);
  }

  @Test
  void shouldGoOnWithTheStepsOfTheOtherVersionWhenMigrated() {
    ScriptedSaga one = ScriptedSaga.of("a sleep:s");
    SagaRun run = new SagaRun(one).started();
    run.succeed("a");
    run.deploy(ScriptedSaga.of("a sleep:s b").withVersion(2));

    assertThat(SagaRun.summary(run.input(run.migration(2)))).isEqualTo("OperationApplied Migrated");
    assertThat(SagaRun.summary(run.ring())).isEqualTo("StepSucceeded CommandIssued");
    assertThat(run.sentNames()).endsWith("execute b#1");
  }

  @Test
  void shouldTellEveryReasonWhenItCannotMove() {
    ScriptedSaga one = ScriptedSaga.of("a b wait:w sleep:s");
    SagaRun run = new SagaRun(one).started();
    run.succeed("a");
    run.succeed("b");
    ScriptedSaga other = ScriptedSaga.of("b a c p! wait:w").withVersion(2);

    assertThat(MigrationCheck.problems(run.state(), Optional.of(one.plan()), other))
        .containsExactly(
            "step b comes before steps that ran before it",
            "step c did not run, and its turn is over",
            "step p did not run, and its turn is over");
  }

  @Test
  void shouldMoveAwayFromAVersionThatIsGone() {
    Script script = Script.play("a b", "start; pause; ok a; resume; pause; undeploy");
    SagaRun run = script.run();
    run.deploy(ScriptedSaga.of("a b").withVersion(2));
    assertThat(SagaRun.summary(run.succeed("b"))).isEqualTo("IncidentRaised");
    assertThat(SagaRun.summary(run.operate(OperationKind.RETRY))).isEqualTo("REFUSED_OPERATION");

    assertThat(SagaRun.summary(run.input(run.migration(2)))).isEqualTo("REFUSED_OPERATION");
  }

  @Test
  void shouldAskUnderANewKeyWhenTheRecordedAnswerIsWrong() {
    // given: a retry gets the recorded answer again
    Script script = Script.play("a b", "break reply:a; start; ok a; retry; ok a#2");
    assertThat(script.run().state().incidents()).hasSize(1);

    // when
    script.then("mend reply:a; restart a; undone a");

    // then
    CommandId asked = script.run().sent().get(script.run().sent().size() - 1).commandId();
    assertThat(asked).hasToString("s-1/00ff00ff00ff/a/execute/2#1");
    assertThat(script.run().state().incidents()).isEmpty();
    assertThat(script.then("ok a; ok b").run().state().status()).isEqualTo(SagaStatus.COMPLETED);
  }
}
