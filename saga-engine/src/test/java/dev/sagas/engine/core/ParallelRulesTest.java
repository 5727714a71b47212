package dev.sagas.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.SagaStatus;
import org.junit.jupiter.api.Test;

/** R3, R8 and R10: groups of branches side by side. */
class ParallelRulesTest {
  @Test
  void shouldRunBranchesSideBySideAndGoOnWhenAllAreDone() {
    Script script = Script.play("a { b c | d } e", "start; ok a");
    assertThat(script.run().sentNames())
        .containsExactly("execute a#1", "execute b#1", "execute d#1");

    assertThat(script.then("ok d").lastSummary()).isEqualTo("StepSucceeded");
    assertThat(script.then("ok b").lastSummary()).isEqualTo("StepSucceeded CommandIssued");
    assertThat(script.run().sentNames()).endsWith("execute c#1");
    assertThat(script.then("ok c").lastSummary()).isEqualTo("StepSucceeded CommandIssued");
    assertThat(script.run().sentNames()).endsWith("execute e#1");
    assertThat(script.then("ok e").lastSummary()).isEqualTo("StepSucceeded Ended");
  }

  @Test
  void shouldUndoExactlyTheSucceededAfterTheSiblingEndedWhenABranchFails() {
    // given
    Script script = Script.play("a { b c | d | f }", "start; ok a; ok f; ok b; no d");

    // then
    assertThat(script.run().state().status()).isEqualTo(SagaStatus.STOPPING);
    assertThat(script.run().sentNames()).noneMatch(sent -> sent.startsWith("compensate"));

    // when
    assertThat(script.then("ok c").lastSummary())
        .isEqualTo("StepSucceeded UnwindStarted CommandIssued");
    script.then("undone c; undone b; undone f; undone a");

    // then
    assertThat(script.run().sentNames())
        .endsWith("compensate c#1", "compensate b#1", "compensate f#1", "compensate a#1");
    assertThat(script.run().state().status()).isEqualTo(SagaStatus.COMPENSATED);
    assertThat(script.run().outcomes().get(0).reason().orElseThrow().step())
        .hasValueSatisfying(step -> assertThat(step.value()).isEqualTo("d"));
  }

  @Test
  void shouldNotRetryTheSiblingWhenItFailsWhileTheSagaStops() {
    Script script = Script.play("{ a | b }", "start; no a; fail b");

    assertThat(script.lastSummary())
        .isEqualTo("AttemptFailed OutcomeUnknown UnwindStarted CommandIssued");
    assertThat(script.run().sentNames()).endsWith("compensate b#1");
  }

  @Test
  void shouldTimeTheSiblingOutWhenNobodyAnswers() {
    Script script = Script.play("{ a | b }", "start; no a; ring");

    assertThat(script.lastSummary())
        .isEqualTo("AttemptFailed OutcomeUnknown UnwindStarted CommandIssued");
  }

  @Test
  void shouldBeginNothingNewWhenTheSiblingSucceedsWhileTheSagaStops() {
    Script script = Script.play("{ a | b c }", "start; no a; ok b");

    assertThat(script.run().sentNames())
        .containsExactly("execute a#1", "execute b#1", "compensate b#1");
  }

  @Test
  void shouldKeepTheFirstReasonWhenTwoBranchesFail() {
    Script script = Script.play("{ a | b }", "start; no a; no b");

    assertThat(script.lastSummary()).isEqualTo("StepRejected UnwindStarted Ended");
    assertThat(script.run().state().unwind().orElseThrow().step())
        .hasValueSatisfying(step -> assertThat(step.value()).isEqualTo("a"));
  }

  @Test
  void shouldUndoBranchesSideBySideWhenTheGroupAllowsIt() {
    // given
    Script script = Script.play("a {= b c | d } e", "start; ok a; ok b; ok d; ok c; no e");

    // then
    assertThat(script.run().sentNames()).endsWith("compensate c#1", "compensate d#1");
    assertThat(script.then("undone c").lastSummary()).isEqualTo("StepCompensated CommandIssued");
    assertThat(script.run().sentNames()).endsWith("compensate b#1");
    assertThat(script.then("undone b").lastSummary())
        .as("what came before the group waits for all of it")
        .isEqualTo("StepCompensated");
    assertThat(script.then("undone d").lastSummary()).isEqualTo("StepCompensated CommandIssued");
    assertThat(script.run().sentNames()).endsWith("compensate a#1");
  }

  @Test
  void shouldNotBlockABranchWhenAnotherHasAnIncidentAfterThePivot() {
    // given
    Script script = Script.play("p! { a- b- | c- }", "start; ok p; no c");
    assertThat(script.lastSummary()).isEqualTo("StepRejected IncidentRaised");

    // then
    assertThat(script.then("ok a").lastSummary()).isEqualTo("StepSucceeded CommandIssued");
    assertThat(script.then("fail b; ring").lastSummary())
        .as("timers continue")
        .isEqualTo("CommandIssued");
    assertThat(script.then("ok b").lastSummary()).isEqualTo("StepSucceeded");
    assertThat(script.then("retry c; ok c").lastSummary()).isEqualTo("StepSucceeded Ended");
    assertThat(script.run().state().status()).isEqualTo(SagaStatus.COMPLETED);
  }

  @Test
  void shouldHaveAnIncidentForEachStepWhenTwoBranchesFailAfterThePivot() {
    Script script = Script.play("p! { a- | b- }", "start; ok p; no a; no b");

    assertThat(script.run().state().incidents()).hasSize(2);
    assertThat(script.run().state().incidents()).extracting(Incident::id).doesNotHaveDuplicates();
    script.then("skip a; skip b");
    assertThat(script.run().outcomes().get(0).skipped()).hasSize(2);
  }

  @Test
  void shouldGoOnWithTheOtherBranchWhenAnUndoIsGivenUpAndThePolicyIsToContinue() {
    // given
    Script script = Script.play("a {= b | c } d", "policy continue; start; ok a; ok b; ok c; no d");

    // when
    script.then("undo-no b; undone c; undone a");

    // then
    assertThat(script.run().state().status()).as("b is left").isEqualTo(SagaStatus.COMPENSATING);
    assertThat(script.then("skip b").lastSummary())
        .isEqualTo("OperationApplied IncidentResolved Ended");
    assertThat(script.run().outcomes().get(0).effectsLeft())
        .hasSize(1)
        .allMatch(step -> step.value().equals("b"));
  }
}
