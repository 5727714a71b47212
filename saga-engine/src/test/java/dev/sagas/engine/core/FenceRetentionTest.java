package dev.sagas.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** R27: nothing is sent that a participant may have forgotten, without an operator's word. */
class FenceRetentionTest {
  private static final long LONG = SagaRun.FENCE.toMillis() / 4 + Duration.ofHours(1).toMillis();

  @Test
  void shouldKeepTheRowUntilItsRetentionAfterTheTimeOut() {
    Script script = Script.play("a b", "start");

    assertThat(script.run().sent().get(0).fenceUntilMs())
        .isEqualTo(SagaRun.START_MS + ScriptedSaga.TIMEOUT_MS + SagaRun.FENCE.toMillis());
  }

  @Test
  void shouldAskAnOperatorBeforeTheNextAttemptWhenTheLastIsTooLongAgo() {
    // when: the engine was down for days
    Script script = Script.play("a b", "start; fail a; later " + LONG + "; ring");

    // then
    assertThat(script.run().sentNames()).containsExactly("execute a#1");
    assertThat(incident(script, "a")).isEqualTo("FENCE_EXPIRED");

    // and when the operator has looked
    assertThat(script.then("retry a").run().sentNames()).endsWith("execute a#2");
    assertThat(script.run().state().incidents()).isEmpty();
  }

  @Test
  void shouldAskAnOperatorWhenATimeOutIsFoundTooLate() {
    Script script = Script.play("a b", "start; ok a; later " + LONG + "; ring");

    assertThat(script.run().status("b")).isEqualTo(StepStatus.OUTCOME_UNKNOWN);
    assertThat(incident(script, "b")).isEqualTo("FENCE_EXPIRED");
    assertThat(script.run().sentNames()).containsExactly("execute a#1", "execute b#1");
  }

  @Test
  void shouldUndoAsAKnownEffectWhenTheOperatorVouchesForIt() {
    // given: paused for days between two attempts, then cancelled
    Script script =
        Script.play("a b", "start; ok a; fail b; pause; later " + LONG + "; cancel; resume");
    assertThat(incident(script, "b")).isEqualTo("FENCE_EXPIRED");
    assertThat(script.run().sentNames()).doesNotContain("compensate b#1");

    // when
    script.then("retry b");

    // then
    assertThat(script.run().sentNames()).endsWith("compensate b#1");
    SagaEffect.SendCommand undo = script.run().sent().get(script.run().sent().size() - 1);
    assertThat(undo.undo().orElseThrow().executeSucceeded()).isTrue();
    assertThat(script.then("undone b; undone a").run().state().status())
        .isEqualTo(SagaStatus.COMPENSATED);
  }

  @Test
  void shouldNameTheEffectThatIsLeftWhenTheOperatorSkipsTheUndo() {
    Script script =
        Script.play(
            "a b", "start; ok a; fail b; pause; later " + LONG + "; cancel; resume; skip b");

    assertThat(script.run().sentNames()).endsWith("compensate a#1");
    assertThat(script.then("undone a").run().state().status())
        .isEqualTo(SagaStatus.ENDED_BY_OPERATOR);
  }

  @Test
  void shouldAskAnOperatorBeforeAnUndoIsTriedAgainWhenTheLastIsTooLongAgo() {
    Script script = Script.play("a b", "start; ok a; no b; undo-fail a; later " + LONG + "; ring");

    assertThat(incident(script, "a")).isEqualTo("FENCE_EXPIRED");
    assertThat(script.then("retry a").run().sentNames()).endsWith("compensate a#2");
  }

  @Test
  void shouldUndoWithoutAskingWhenTheOutcomeIsKnown() {
    Script script = Script.play("a wait:w b", "start; ok a; later " + LONG + "; cancel");

    assertThat(script.run().sentNames()).endsWith("compensate a#1");
  }

  private static String incident(Script script, String step) {
    return script.run().state().incidentOf(new StepName(step)).orElseThrow().code();
  }
}
