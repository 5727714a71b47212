package dev.sagas.participant;

import static dev.sagas.participant.FenceBench.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.StepOutcome;
import org.junit.jupiter.api.Test;

/** What the fence promises for effects outside the database (R28), on any database. */
interface FenceTwoPhaseContract extends FenceBench {
  @Test
  default void shouldCallOnceAndNoteItWhenATwoPhaseExecuteIsRedelivered() throws Exception {
    // given
    OutsideScript handler = OutsideScript.calling();

    // when
    EncodedReply first = once(execute(), handler);
    EncodedReply second = once(execute(), handler);

    // then
    assertThat(text(first)).isEqualTo("called 1");
    assertThat(second).usingRecursiveComparison().isEqualTo(first);
    assertThat(handler.called()).hasSize(1);
    assertThat(stock()).isEqualTo(90);
  }

  @Test
  default void shouldCallAgainWhenTheFirstCallLeftNoResult() throws Exception {
    // given
    OutsideScript handler = OutsideScript.calling(StepOutcome.FAILED);

    // when
    EncodedReply first = once(execute(), handler);
    int noted = stock();
    EncodedReply second = once(execute(), handler);

    // then
    assertThat(first.outcome()).isEqualTo(StepOutcome.FAILED);
    assertThat(noted).isEqualTo(100);
    assertThat(text(second)).isEqualTo("called 2");
    assertThat(stock()).isEqualTo(90);
  }

  @Test
  default void shouldRecordTheRejectionWithoutANoteWhenTheCallIsRejected() throws Exception {
    // given
    OutsideScript handler = OutsideScript.calling(StepOutcome.REJECTED);

    // when
    EncodedReply first = once(execute(), handler);
    EncodedReply second = once(execute(), handler);

    // then
    assertThat(first.outcome()).isEqualTo(StepOutcome.REJECTED);
    assertThat(second).usingRecursiveComparison().isEqualTo(first);
    assertThat(handler.called()).hasSize(1);
    assertThat(stock()).isEqualTo(100);
  }

  @Test
  default void shouldCallTheCompensationAndRefuseTheExecuteWhenOnlyItsBeginningIsKnown()
      throws Exception {
    // given: a call of which nobody knows whether it got through
    OutsideScript execute = OutsideScript.calling(StepOutcome.FAILED);
    once(execute(), execute);
    OutsideScript compensation = OutsideScript.cancelling();

    // when
    EncodedReply undone = once(compensate(1, true), compensation);
    EncodedReply late = once(execute(), execute);

    // then
    assertThat(undone.outcome()).isEqualTo(StepOutcome.SUCCEEDED);
    assertThat(compensation.called()).hasSize(1);
    assertThat(late.error().orElseThrow().code()).isEqualTo(ErrorCode.FENCED);
    assertThat(execute.called()).hasSize(1);
  }

  @Test
  default void shouldCallNobodyWhenTheExecuteNeverBegan() throws Exception {
    // given
    OutsideScript compensation = OutsideScript.cancelling();
    OutsideScript execute = OutsideScript.calling();

    // when
    EncodedReply undone = once(compensate(1, true), compensation);
    EncodedReply late = once(execute(), execute);

    // then
    assertThat(text(undone)).contains("NEVER_EXECUTED");
    assertThat(compensation.called()).isEmpty();
    assertThat(late.error().orElseThrow().code()).isEqualTo(ErrorCode.FENCED);
    assertThat(execute.called()).isEmpty();
  }

  @Test
  default void shouldRefuseTheExecuteWhenItIsCompensatedDuringItsCall() throws Exception {
    // given
    OutsideScript compensation = OutsideScript.cancelling();
    OutsideScript execute =
        OutsideScript.calling()
            .during(
                () -> {
                  try {
                    EncodedReply unused = once(compensate(1, true), compensation);
                  } catch (Exception e) {
                    throw new AssertionError(e);
                  }
                });

    // when
    EncodedReply late = once(execute(), execute);

    // then
    assertThat(compensation.called()).hasSize(1);
    assertThat(late.error().orElseThrow().code()).isEqualTo(ErrorCode.FENCED);
    assertThat(stock()).as("the execute's note was not made").isEqualTo(110);
  }

  @Test
  default void shouldSendWhatIsRecordedWhenAnotherInstanceWasQuickerWithTheSameCall()
      throws Exception {
    // given
    OutsideScript other = OutsideScript.calling();
    OutsideScript execute =
        OutsideScript.calling()
            .during(
                () -> {
                  try {
                    EncodedReply unused = once(execute(), other);
                  } catch (Exception e) {
                    throw new AssertionError(e);
                  }
                });

    // when
    EncodedReply second = once(execute(), execute);

    // then
    assertThat(second.outcome()).isEqualTo(StepOutcome.SUCCEEDED);
    assertThat(stock()).as("noted once").isEqualTo(90);
  }
}
