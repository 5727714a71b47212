package dev.sagas.participant;

import static dev.sagas.participant.FenceBench.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.StepOutcome;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the fence promises for compensations (R24), on any database. */
interface FenceCompensationContract extends FenceBench {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  default void shouldUndoOnceWhenTheExecuteSucceeded(boolean unknown) throws Exception {
    // given
    once(execute(), Script.succeeding());
    Script undo = Script.undoing();

    // when
    EncodedReply first = once(compensate(1, unknown), undo);
    EncodedReply second = once(compensate(1, unknown), undo);

    // then
    assertThat(text(first)).isEqualTo("compensate took -10");
    assertThat(second).usingRecursiveComparison().isEqualTo(first);
    assertThat(undo.calls()).isEqualTo(1);
    assertThat(stock()).isEqualTo(100);
  }

  @Test
  default void shouldTellTheHandlerWhatTheExecuteAnsweredWhenTheFenceKnows() throws Exception {
    // given
    once(execute(), Script.succeeding());
    Script undo = Script.undoing();

    // when
    once(compensate(1, true), undo);

    // then
    assertThat(undo.executed()).isEqualTo("execute took 10");
  }

  @Test
  default void shouldTellTheHandlerNothingWhenTheExecutesRowIsGone() throws Exception {
    // given
    Script undo = Script.undoing();

    // when
    once(compensate(1, false), undo);

    // then
    assertThat(undo.calls()).isEqualTo(1);
    assertThat(undo.executed()).isEmpty();
  }

  @Test
  default void shouldSendTheExecutesReplyAgainWhenItIsRedeliveredAfterItsCompensation()
      throws Exception {
    // given
    EncodedReply first = once(execute(), Script.succeeding());
    once(compensate(1, false), Script.undoing());
    Script again = Script.succeeding();

    // when
    EncodedReply redelivered = once(execute(), again);

    // then
    assertThat(redelivered).usingRecursiveComparison().isEqualTo(first);
    assertThat(again.calls()).isZero();
    assertThat(stock()).isEqualTo(100);
  }

  @Test
  default void shouldSkipTheHandlerAndRefuseTheLateExecuteWhenTheOutcomeIsUnknown()
      throws Exception {
    // given
    Script undo = Script.undoing();
    Script late = Script.succeeding();

    // when
    EncodedReply undone = once(compensate(1, true), undo);
    EncodedReply undoneAgain = once(compensate(1, true), undo);
    EncodedReply refused = once(execute(), late);
    EncodedReply refusedAgain = once(execute(), late);

    // then
    assertThat(undone.outcome()).isEqualTo(StepOutcome.SUCCEEDED);
    assertThat(text(undone)).isEqualTo("nothing to undo: NEVER_EXECUTED");
    assertThat(undoneAgain).usingRecursiveComparison().isEqualTo(undone);
    assertThat(refused.outcome()).isEqualTo(StepOutcome.REJECTED);
    assertThat(refused.error().map(ReplyError::code)).contains("FENCED");
    assertThat(refusedAgain).usingRecursiveComparison().isEqualTo(refused);
    assertThat(undo.calls() + late.calls()).isZero();
    assertThat(stock()).isEqualTo(100);
  }

  @Test
  default void shouldRunTheHandlerWhenTheExecuteSucceededButItsRowIsGone() throws Exception {
    // given
    once(execute(), Script.succeeding());
    fence().deleteExpired(Instant.ofEpochMilli(FENCE_UNTIL_MS + 1), 10);
    Script undo = Script.undoing();

    // when
    EncodedReply undone = once(compensate(1, false), undo);
    EncodedReply undoneAgain = once(compensate(1, false), undo);
    EncodedReply late = once(execute(), Script.succeeding());

    // then
    assertThat(text(undone)).isEqualTo("compensate took -10");
    assertThat(undoneAgain).usingRecursiveComparison().isEqualTo(undone);
    assertThat(undo.calls()).isEqualTo(1);
    assertThat(late.error().map(ReplyError::code)).contains("FENCED");
    assertThat(stock()).isEqualTo(100);
  }

  @Test
  default void shouldSkipTheHandlerWhenTheExecuteWasRejectedAndTheOutcomeIsUnknown()
      throws Exception {
    // given
    EncodedReply rejected = once(execute(), Script.ending(StepOutcome.REJECTED));
    Script undo = Script.undoing();

    // when
    EncodedReply undone = once(compensate(1, true), undo);
    EncodedReply late = once(execute(), Script.succeeding());

    // then
    assertThat(text(undone)).isEqualTo("nothing to undo: REJECTED");
    assertThat(undo.calls()).isZero();
    assertThat(late).usingRecursiveComparison().isEqualTo(rejected);
    assertThat(stock()).isEqualTo(100);
  }

  @Test
  default void shouldRunTheHandlerWhenTheOrchestratorKnowsThatARejectedExecuteSucceeded()
      throws Exception {
    // given
    once(execute(), Script.ending(StepOutcome.REJECTED));
    Script undo = Script.undoing();

    // when
    once(compensate(1, false), undo);

    // then
    assertThat(undo.calls()).isEqualTo(1);
  }

  @Test
  default void shouldLeaveNothingBehindWhenACompensationFails() throws Exception {
    // given
    once(execute(), Script.succeeding());
    once(compensate(1, false), Script.ending(StepOutcome.FAILED));
    int stockAfterFailure = stock();

    // when
    EncodedReply retried = once(compensate(1, false), Script.undoing());

    // then
    assertThat(stockAfterFailure).isEqualTo(90);
    assertThat(retried.outcome()).isEqualTo(StepOutcome.SUCCEEDED);
    assertThat(stock()).isEqualTo(100);
  }

  @Test
  default void shouldRunAgainWhenAnOperatorRetriesARejectedCompensation() throws Exception {
    // given
    once(execute(), Script.succeeding());
    EncodedReply rejected = once(compensate(1, false), Script.ending(StepOutcome.REJECTED));
    EncodedReply redelivered = once(compensate(1, false), Script.undoing());
    int stockAfterRejection = stock();

    // when
    EncodedReply retried = once(compensate(2, false), Script.undoing());
    EncodedReply old = once(compensate(1, false), Script.undoing());

    // then
    assertThat(redelivered).usingRecursiveComparison().isEqualTo(rejected);
    assertThat(stockAfterRejection).isEqualTo(90);
    assertThat(text(retried)).isEqualTo("compensate took -10");
    assertThat(old.error().map(ReplyError::code)).contains("SUPERSEDED");
    assertThat(stock()).isEqualTo(100);
  }

  @Test
  default void shouldNotUndoTwiceWhenANewerCompensationMeetsAnUndoneExecute() throws Exception {
    // given
    once(execute(), Script.succeeding());
    once(compensate(1, false), Script.undoing());

    // when
    EncodedReply second = once(compensate(2, false), Script.undoing());

    // then
    assertThat(text(second)).isEqualTo("nothing to undo: ALREADY_UNDONE");
    assertThat(stock()).isEqualTo(100);
  }
}
