package dev.sagas.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepOutcome;
import dev.sagas.protocol.WaitReason;
import org.junit.jupiter.api.Test;

/** What the simulator has found, each as the shortest script that shows it. */
class SimulatorFindingsTest {
  @Test
  void shouldUndoTheRestOfABranchWhenOneOfItsCompensationsFailedAndThePolicyIsToContinue() {
    Script script =
        Script.play(
            "z {= a b | c } d",
            "policy continue; start; ok z; ok a; ok b; ok c; no d; undo-no b; undone c");

    assertThat(script.run().sentNames()).contains("compensate a#1");
    assertThat(script.then("undone a").run().sentNames()).endsWith("compensate z#1");
  }

  @Test
  void shouldUndoNoOtherBranchWhenACompensationCannotBeMadeAndThePolicyIsToStop() {
    Script script = Script.play("{= a | b } c", "break compensation:b; start; ok a; ok b; no c");

    assertThat(script.run().sentNames()).noneMatch(sent -> sent.startsWith("compensate"));
    assertThat(script.then("mend compensation:b; retry").run().sentNames())
        .endsWith("compensate b#1", "compensate a#1");
  }

  @Test
  void shouldSendNothingForAStepWhenTheSagaHasAnIncidentAsAWhole() {
    assertThat(Script.play("a b", "start; undeploy; ok a; deploy; retry a").lastSummary())
        .isEqualTo("REFUSED_OPERATION");
  }

  @Test
  void shouldNotRestartBeforeAStepWhoseEffectAnOperatorLeft() {
    assertThat(
            Script.play("a b c d", "start; ok a; ok b; ok c; no d; undo-no c; skip c; restart b")
                .lastSummary())
        .isEqualTo("REFUSED_OPERATION");
  }

  @Test
  void shouldRaiseAnIncidentWhenASagaIsResumedWhoseVersionIsGone() {
    Script script = Script.play("a sleep:s", "start; pause; ok a; undeploy; resume");

    assertThat(script.lastSummary()).isEqualTo("OperationApplied Resumed IncidentRaised");
    assertThat(WaitReasons.of(script.run().state()).get(0).kind())
        .isEqualTo(WaitReason.Kind.INCIDENT);
  }

  @Test
  void shouldMakeTheFirstCompensateWhenOneIsRetriedThatWasLeftBeforeItWasMade() {
    Script script =
        Script.play(
            "z a b",
            "break compensation:a; start; ok z; ok a; no b; skip a; mend compensation:a; retry a");

    assertThat(script.run().sentNames()).endsWith("compensate z#1", "compensate a#1");
  }

  @Test
  void shouldNotPassOverAStepThatARestartReopenedBeforeItsTurn() {
    String restarted = "start; ok a; ok b; restart a; ok c; undone c; undone b; undone a; ";

    assertThat(Script.play("a b c", restarted + "skip c").lastSummary())
        .isEqualTo("REFUSED_OPERATION");
    assertThat(Script.play("a b c", restarted + "declare-failed c").lastSummary())
        .isEqualTo("REFUSED_OPERATION");
  }

  @Test
  void shouldCountNoLateAnswerToAnUndoFromBeforeTheRestart() {
    Script script =
        Script.play(
            "z a b",
            "start; ok z; ok a; restart a; no b; undone a; break compensation:a; ok a; no b;"
                + " skip a");
    SagaInput late =
        SagaRun.replyInput(
            SagaRun.command("a", Action.COMPENSATE, 1, 1), StepOutcome.SUCCEEDED, "late");

    assertThat(script.run().step("a").status()).isEqualTo(StepStatus.COMPENSATION_GIVEN_UP);
    assertThat(SagaRun.summary(script.run().input(late))).isEqualTo("STALE_REPLY");
  }
}
