package dev.sagas.engine.core;

import static dev.sagas.engine.core.SagaRun.summary;
import static dev.sagas.engine.core.ScriptedSaga.pivot;
import static dev.sagas.engine.core.ScriptedSaga.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.StepOutcome;
import org.junit.jupiter.api.Test;

/** R17: a function that throws stops its saga with an incident, wherever it is called. */
class DefinitionFaultTest {
  private final ScriptedSaga saga = ScriptedSaga.of(step("a"), step("b"), step("c"));

  @Test
  void shouldStartWithAnIncidentWhenTheFirstCommandThrows() {
    saga.breakFunction("command:a");
    SagaRun run = new SagaRun(saga);

    assertThat(summary(run.input(SagaRun.startInput("data"))))
        .isEqualTo("Started StepBlocked IncidentRaised");
    assertFault(run, "a");
    assertThat(run.sent()).isEmpty();
  }

  @Test
  void shouldKeepTheSuccessWhenTheNextCommandThrows() {
    saga.breakFunction("command:b");
    SagaRun run = new SagaRun(saga).started();

    assertThat(summary(run.succeed("a"))).isEqualTo("StepSucceeded StepBlocked IncidentRaised");
    assertFault(run, "b");
    assertThat(run.step("a").status()).isEqualTo(StepStatus.SUCCEEDED);
    assertThat(summary(run.succeed("a"))).isEqualTo("STALE_REPLY");
  }

  @Test
  void shouldStopWhenTheCommandThrowsAtARetry() {
    SagaRun run = new SagaRun(saga).started();
    run.fail("a", 1);
    saga.breakFunction("command:a");

    assertThat(summary(run.ring())).isEqualTo("IncidentRaised");
    assertFault(run, "a");
    assertThat(summary(run.succeed("a")))
        .as("the answer to the first attempt still counts")
        .isEqualTo("IncidentResolved StepSucceeded CommandIssued");
  }

  @Test
  void shouldLeaveTheStepAsItIsWhenTheReplyFunctionThrows() {
    for (StepOutcome outcome : new StepOutcome[] {StepOutcome.SUCCEEDED, StepOutcome.REJECTED}) {
      ScriptedSaga broken = ScriptedSaga.of(step("a"), step("b"));
      broken.breakFunction("reply:a");
      SagaRun run = new SagaRun(broken).started();

      assertThat(summary(run.execute("a", outcome, 1))).isEqualTo("IncidentRaised");
      assertFault(run, "a");
      assertThat(run.step("a").status()).isEqualTo(StepStatus.EXECUTING);
      assertThat(summary(run.execute("a", outcome, 1))).isEqualTo("STALE_REPLY");
      assertThat(summary(run.fail("a", 1))).isEqualTo("STALE_REPLY");
    }
  }

  @Test
  void shouldGoOnWhenTheReplyFunctionIsMendedAndTheReplyComesAgain() {
    saga.breakFunction("reply:a");
    SagaRun run = new SagaRun(saga).started();
    run.succeed("a");
    saga.mendFunction("reply:a");

    assertThat(summary(run.succeed("a"))).isEqualTo("IncidentResolved StepSucceeded CommandIssued");
    assertThat(run.state().incidents()).isEmpty();
  }

  @Test
  void shouldStopTheUnwindWhenACompensationThrows() {
    saga.breakFunction("compensation:a");
    SagaRun run = new SagaRun(saga).started();
    run.succeed("a");

    assertThat(summary(run.reject("b"))).isEqualTo("StepRejected UnwindStarted IncidentRaised");
    assertFault(run, "a");
    assertThat(run.step("a").status()).isEqualTo(StepStatus.SUCCEEDED);
    assertThat(run.outcomes()).isEmpty();
  }

  @Test
  void shouldHaveOneOpenIncidentWhenAnUndoIsRejectedAfterItsRetryThrew() {
    // given
    SagaRun run = new SagaRun(saga).started();
    run.succeed("a");
    run.reject("b");
    run.compensate("a", StepOutcome.FAILED, 1);
    saga.breakFunction("compensation:a");

    // then
    assertThat(summary(run.ring())).isEqualTo("IncidentRaised");
    assertThat(summary(run.compensate("a", StepOutcome.REJECTED, 1)))
        .isEqualTo("IncidentResolved CompensationGivenUp IncidentRaised");
    assertThat(run.state().incidents().get(0).code()).isEqualTo("COMPENSATION_REJECTED");
  }

  @Test
  void shouldUnwindLaterWhenThePivotsCommandCouldNotBeMade() {
    // R13: a pivot that was never sent is not passed.
    ScriptedSaga late = ScriptedSaga.withDeadline(10_000, step("a"), pivot("b"));
    late.breakFunction("command:b");
    SagaRun run = new SagaRun(late).started();
    run.succeed("a");

    assertThat(run.status("b")).isEqualTo(StepStatus.PENDING);
    assertThat(run.state().control().pivotSent()).isFalse();
    assertThat(summary(run.ring()))
        .isEqualTo("IncidentResolved StepAbandoned UnwindStarted CommandIssued");
  }

  @Test
  void shouldBecomeAnIncidentAndNothingElseWhenItsRecordsAreTooLarge() {
    // given
    SagaRun run = new SagaRun(saga).started();
    DecisionContext context = run.context();

    // when
    Decision.Accepted decision =
        SagaDecider.incident(run.state(), IncidentCode.OUTPUT_TOO_LARGE, "Too large", context);

    // then
    assertThat(summary(decision)).isEqualTo("IncidentRaised");
    assertThat(decision.effects()).isEmpty();
    assertThat(decision.state().incidents().get(0).id()).isEqualTo("s-1/00ff00ff00ff/2");
    assertThat(decision.state().step(new StepName("a"))).contains(run.step("a"));
  }

  private static void assertFault(SagaRun run, String step) {
    Incident incident = run.state().incidents().get(0);
    assertThat(incident.code()).isEqualTo("DEFINITION_FAULT");
    assertThat(incident.step()).contains(new StepName(step));
    assertThat(incident.message()).startsWith("The function ").endsWith(step + " threw");
    assertThat(run.nextDue()).isEmpty();
    assertThat(run.sentNames()).doesNotContain(Action.EXECUTE.headerValue() + " " + step + "#2");
  }
}
