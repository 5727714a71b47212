package dev.sagas.testkit;

import static dev.sagas.testkit.OrderKits.charged;
import static dev.sagas.testkit.SagaAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sagas.engine.core.IncidentCode;
import dev.sagas.engine.core.Rejection;
import dev.sagas.order.OrderRecords;
import dev.sagas.order.ReviewedOrder;
import dev.sagas.participant.StepResult;
import dev.sagas.samples.schema.order.CardCharged;
import dev.sagas.samples.schema.order.ChargeCard;
import dev.sagas.samples.schema.order.OrderData;
import dev.sagas.samples.schema.order.RefundCard;
import dev.sagas.samples.schema.order.ReserveStock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What each verb of a script does to a saga. */
class StepScriptTest {
  private final SagaTestKit<OrderData> kit = OrderKits.reviewed();

  /** Lets the saga come to the charge of the card, and past it as far as it comes. */
  private SagaRun<OrderData> charge() {
    return kit.start("o-1", OrderRecords.orderOf(1_000)).advance(Duration.ofHours(1));
  }

  @Test
  void shouldTakeTheReplyIntoTheDataWhenTheStepSucceeds() {
    // given
    kit.on("charge-card").succeeds(charged("pay-7"));

    // then
    assertThat(charge())
        .hasData(OrderData::getPaymentId, "pay-7")
        .waitsForSignal("carrier-confirmed");
  }

  @Test
  void shouldAnswerFromTheCommandWhenAHandlerIsGiven() {
    // given
    kit.on("charge-card")
        .answers(
            ChargeCard.class,
            command ->
                StepResult.succeeded(
                    new CardCharged(
                        command.getOrderId(),
                        "pay-for-" + command.getAmountCents(),
                        command.getAmountCents(),
                        command.getCurrency())));

    // then
    assertThat(charge()).hasData(OrderData::getPaymentId, "pay-for-1000");
  }

  @Test
  void shouldUndoInReverseOrderWhenTheStepIsRejected() {
    // given
    kit.on("charge-card").rejects("DECLINED", "The card is declined");

    // then
    assertThat(charge())
        .isCompensatedBecauseOf("DECLINED")
        .hasUndone("reserve-stock", "reserve-credit")
        .hasEffects()
        .hasTried("charge-card", 1);
  }

  @Test
  void shouldTakeTheRecordOfARejectionIntoTheDataWhenTheStepLooksIntoIt() {
    // given
    kit.on("charge-card").rejects("DECLINED", "The card is declined", charged("pay-refused"));

    // then
    assertThat(charge()).isCompensated().hasData(OrderData::getPaymentId, "pay-refused");
  }

  @Test
  void shouldTryAgainWhenTheStepFailsAtFirst() {
    // given
    kit.on("charge-card").failsTimes(2).succeeds(charged("pay-1"));

    // then
    assertThat(charge()).hasTried("charge-card", 3).waitsForSignal("carrier-confirmed");
  }

  @Test
  void shouldUndoWhatMayHaveHappenedWhenTheStepFailsForGood() {
    // given
    kit.on("charge-card").fails();

    // then
    assertThat(charge())
        .hasTried("charge-card", 3)
        .isCompensatedBecauseOf("SCRIPTED_FAILURE")
        .hasSent(new RefundCard("o-1", null))
        .hasUndone("charge-card", "reserve-stock", "reserve-credit");
  }

  @Test
  void shouldWaitForTheTimeoutWhenTheParticipantIsSilent() {
    // given
    kit.on("charge-card").timesOut().succeeds(charged("pay-1"));

    // when
    SagaRun<OrderData> saga = charge();

    // then
    assertThat(saga).hasTried("charge-card", 2).waitsForSignal("carrier-confirmed");
    assertThat(saga.now()).isAfter("2026-01-01T01:00:30Z").isBefore("2026-01-01T01:00:31Z");
  }

  @Test
  void shouldGiveUpWhenTheParticipantIsSilentForGood() {
    // given
    kit.on("charge-card").timesOutTimes(3);

    // then
    assertThat(charge()).isCompensatedBecauseOf("TIMED_OUT").hasTried("charge-card", 3);
  }

  @Test
  void shouldCountALateSuccessWhenItComesDuringTheBackOff() {
    // given
    kit.on("charge-card").succeeds(charged("pay-1")).repliesLate(Duration.ofMillis(30_050));

    // then
    assertThat(charge()).hasTried("charge-card", 1).waitsForSignal("carrier-confirmed");
  }

  @Test
  void shouldChangeNothingWhenTheReplyComesTwice() {
    // given
    kit.on("charge-card").succeeds(charged("pay-1")).repliesTwice();

    // then
    assertThat(charge())
        .hasIgnored(Rejection.STALE_REPLY)
        .hasSucceeded("check-total", "reserve-credit", "reserve-stock", "cool-off", "charge-card");
  }

  @Test
  void shouldRaiseAnIncidentWhenTheCompensationIsRejected() {
    // given
    kit.on("charge-card").rejects("DECLINED", "The card is declined");
    kit.onUndo("reserve-stock").rejects("GONE", "The warehouse burnt down");

    // then
    assertThat(charge())
        .hasIncident(IncidentCode.COMPENSATION_REJECTED)
        .hasUndone()
        .hasEffects("reserve-credit", "reserve-stock");
  }

  @Test
  void shouldRetryTheCompensationWhenItFailsAtFirst() {
    // given
    kit.on("charge-card").rejects("DECLINED", "The card is declined");
    kit.onUndo("reserve-stock").failsTimes(7).succeeds();

    // then
    assertThat(charge()).isCompensated().hasUndone("reserve-stock", "reserve-credit");
  }

  @Test
  void shouldUseTheNewScriptWhenAStepIsScriptedAgain() {
    // given
    kit.on("charge-card").rejects("DECLINED", "The card is declined");
    kit.on("charge-card").succeeds(charged("pay-2"));

    // then
    assertThat(charge()).hasData(OrderData::getPaymentId, "pay-2");
  }

  @Test
  void shouldNameTheStepAndWhatToWriteWhenItIsNotScripted() {
    // given
    SagaTestKit<OrderData> bare = SagaTestKit.of(new ReviewedOrder());
    bare.on("reserve-credit").succeeds();
    bare.on("reserve-stock").succeeds();

    // then
    SagaRun<OrderData> saga = bare.start("o-1", OrderRecords.orderOf(1_000));
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> saga.advance(Duration.ofHours(1)))
        .withMessageContaining("participant payments answers to ChargeCard of step charge-card")
        .withMessageContaining("kit.on(\"charge-card\").succeeds(new CardCharged(…));");
  }

  @Test
  void shouldAskForTheRecordWhenTheDefinitionLooksIntoTheReply() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kit.on("charge-card").succeeds())
        .withMessageContaining("kit.on(\"charge-card\").succeeds(new CardCharged(…))");
  }

  @Test
  void shouldAskForTheRecordWhenAnUnscriptedStepSucceedsLikeAllOthers() {
    // given
    SagaTestKit<OrderData> bare = SagaTestKit.of(new ReviewedOrder());
    bare.onOtherSteps().succeeds();

    // then
    SagaRun<OrderData> saga = bare.start("o-1", OrderRecords.orderOf(1_000));
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> saga.advance(Duration.ofHours(1)))
        .withMessageContaining("kit.on(\"charge-card\").succeeds(new CardCharged(…))");
  }

  @Test
  void shouldTellTheStepsWhenANameIsWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kit.on("charge"))
        .withMessageContaining("there is no step charge; saga reviewed-order sends commands in")
        .withMessageContaining("charge-card");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kit.on("cool-off"))
        .withMessageContaining("step cool-off sends none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kit.onUndo("approve-order"))
        .withMessageContaining("step approve-order has none")
        .withMessageContaining("reserve-credit, reserve-stock, charge-card");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                kit.on("charge-card").answers(ReserveStock.class, c -> StepResult.failed("X", "")))
        .withMessageContaining("ChargeCard, but got ReserveStock");
  }

  @Test
  void shouldRefuseAScriptThatMakesNoSense() {
    assertThatIllegalArgumentException().isThrownBy(() -> kit.on("charge-card").failsTimes(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kit.on("charge-card").rejects("not a code", "because"));
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> kit.on("charge-card").repliesTwice())
        .withMessageContaining("call succeeds, rejects or fails before this");
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> kit.on("charge-card").timesOut().repliesLate(Duration.ofSeconds(1)));
  }
}
