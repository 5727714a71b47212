package dev.sagas.testkit;

import static dev.sagas.testkit.OrderKits.charged;
import static dev.sagas.testkit.OrderKits.shipped;
import static dev.sagas.testkit.SagaAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sagas.engine.core.IncidentCode;
import dev.sagas.engine.core.Rejection;
import dev.sagas.order.OrderRecords;
import dev.sagas.order.OrderSaga;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.WaitReason;
import dev.sagas.samples.schema.order.ChargeCard;
import dev.sagas.samples.schema.order.OrderData;
import dev.sagas.schema.OutcomeKind;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How a test drives a saga, and what it is told. */
class SagaRunTest {
  private static final long CHEAP = 1_000;
  private static final long REVIEWED = 200_000;

  private final SagaTestKit<OrderData> kit = OrderKits.reviewed();

  @Test
  void shouldCompleteWhenTimePassesAndSignalsCome() {
    // when
    SagaRun<OrderData> saga =
        kit.start("o-1", OrderRecords.orderOf(REVIEWED))
            .approve("review", "ada")
            .advance(Duration.ofHours(1))
            .signal("carrier-confirmed", shipped());

    // then
    assertThat(saga)
        .isCompleted()
        .hasEffects("reserve-credit", "reserve-stock", "charge-card", "approve-order")
        .hasSucceeded(
            "check-total",
            "review",
            "reserve-credit",
            "reserve-stock",
            "cool-off",
            "charge-card",
            "carrier-confirmed",
            "approve-order")
        .hasUndone()
        .hasData(OrderData::getTrackingNumber, "parcel-1");
    assertThat(saga.outcome())
        .hasValueSatisfying(
            outcome -> assertThat(outcome.getOutcome()).isEqualTo(OutcomeKind.COMPLETED));
    assertThat(saga.hasEnded()).isTrue();
    assertThat(saga.waitReasons()).isEmpty();
  }

  @Test
  void shouldStandWhereItWaitsWhenNothingComesByItself() {
    // when
    SagaRun<OrderData> saga = kit.start("o-1", OrderRecords.orderOf(REVIEWED));

    // then
    assertThat(saga).waitsForSignal("review").waitsFor(WaitReason.Kind.SIGNAL);
    assertThat(saga.status()).isEqualTo(SagaStatus.RUNNING);
    assertThat(saga.outcome()).isEmpty();
    assertThat(saga.commands()).isEmpty();
    assertThat(saga.now()).isEqualTo("2026-01-01T00:00:00Z");

    // and
    assertThat(saga.approve("review", "ada")).waitsFor(WaitReason.Kind.SLEEP);
  }

  @Test
  void shouldSkipAStepWhenItsConditionDoesNotHold() {
    assertThat(kit.start("o-1", OrderRecords.orderOf(CHEAP))).waitsFor(WaitReason.Kind.SLEEP);
  }

  @Test
  void shouldUndoWhenTheApprovalIsDeclinedOrDoesNotCome() {
    assertThat(kit.start("o-1", OrderRecords.orderOf(REVIEWED)).decline("review", "ada", "no"))
        .isCompensatedBecauseOf("NOT_APPROVED");
    assertThat(kit.start("o-2", OrderRecords.orderOf(REVIEWED)).advance(Duration.ofDays(2)))
        .isCompensatedBecauseOf("TIMED_OUT");
    assertThat(kit.start("o-3", OrderRecords.orderOf(2_000_000)))
        .isCompensatedBecauseOf("TOO_EXPENSIVE");
  }

  @Test
  void shouldNotPassTheTimeWhenLessOfItGoesBy() {
    // when
    SagaRun<OrderData> saga =
        kit.start("o-1", OrderRecords.orderOf(CHEAP)).advance(Duration.ofMinutes(59));

    // then
    assertThat(saga).waitsFor(WaitReason.Kind.SLEEP).hasNotSent(ChargeCard.class);
    assertThat(saga.advance(Duration.ofMinutes(1)).commands(ChargeCard.class)).hasSize(1);
  }

  @Test
  void shouldRunThroughEverythingWhenSignalsAreScripted() {
    // given
    kit.startAt(Instant.parse("2030-05-05T05:05:05Z"));
    kit.onSignal("review").approves("ada").after(Duration.ofHours(5));
    kit.onSignal("carrier-confirmed").sends(shipped());

    // when
    SagaRun<OrderData> saga = kit.start("o-1", OrderRecords.orderOf(REVIEWED)).runToEnd();

    // then
    assertThat(saga).isCompleted();
    assertThat(saga.now()).isAfter("2030-05-05T11:05:05Z").isBefore("2030-05-05T11:05:06Z");
  }

  @Test
  void shouldEndTheWaitWhenTheDeclineIsScripted() {
    // given
    kit.onSignal("review").declines("ada", "no");

    // then
    assertThat(kit.start("o-1", OrderRecords.orderOf(REVIEWED)))
        .isCompensatedBecauseOf("NOT_APPROVED");
  }

  @Test
  void shouldKeepASignalWhenItComesEarly() {
    // given
    SagaRun<OrderData> saga = kit.start("o-1", OrderRecords.orderOf(CHEAP));

    // when
    saga.signal("carrier-confirmed", shipped()).advance(Duration.ofHours(1));

    // then
    assertThat(saga).isCompleted();
  }

  @Test
  void shouldDeliverLateRepliesWhenTimePassesAfterTheEnd() {
    // given
    kit.on("charge-card")
        .rejects("DECLINED", "The card is declined")
        .repliesLate(Duration.ofHours(3))
        .fails();
    SagaRun<OrderData> saga =
        kit.start("o-1", OrderRecords.orderOf(CHEAP)).advance(Duration.ofHours(1));
    assertThat(saga).isCompensated();
    int before = saga.ignored().size();

    // when
    saga.advance(Duration.ofHours(3));

    // then
    assertThat(saga.ignored()).hasSizeGreaterThan(before);
    assertThat(saga).hasIgnored(Rejection.ALREADY_ENDED);
  }

  @Test
  void shouldTellTheCommandsWhenAskedForThem() {
    // given
    kit.on("charge-card").failsTimes(1).succeeds(charged("pay-1"));

    // when
    SagaRun<OrderData> saga =
        kit.start("o-1", OrderRecords.orderOf(CHEAP)).advance(Duration.ofHours(1));

    // then
    RecordedCommand last = saga.commands().get(saga.commands().size() - 1);
    assertThat(last)
        .isEqualTo(
            new RecordedCommand(
                "charge-card",
                Action.EXECUTE,
                2,
                "payments",
                new ChargeCard("o-1", OrderRecords.CARD_TOKEN, CHEAP, "EUR")));
    assertThat(last).hasToString("execute charge-card, attempt 2 (ChargeCard to payments)");
    assertThat(saga.commands(ChargeCard.class)).hasSize(2);
    assertThat(saga.reasonCode()).isEmpty();
  }

  @Test
  void shouldTellWhatHappenedWithoutTheContentOfRecords() {
    // when
    SagaRun<OrderData> saga = kit.start("o-1", OrderRecords.orderOf(REVIEWED));

    // then
    assertThat(saga.toString())
        .startsWith("Saga reviewed-order o-1 is RUNNING, waits for signal review")
        .contains("#1 +00:00:00.000 request for saga reviewed-order o-1")
        .contains("on #1: started, step succeeded, wait begun; RUNNING")
        .doesNotContain(OrderRecords.CARD_TOKEN);
  }

  @Test
  void shouldFailWhenTheSagaIsRefused() {
    // given
    OrderData data = OrderRecords.orderOf(CHEAP);
    data.setAddress("x".repeat(300_000));

    // then
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> kit.start("o-1", data))
        .withMessageContaining("at most 262144 bytes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kit.start("not an id", OrderRecords.orderOf(CHEAP)));
  }

  @Test
  void shouldTellTheSignalsWhenANameOrRecordIsWrong() {
    // given
    SagaRun<OrderData> saga = kit.start("o-1", OrderRecords.orderOf(CHEAP));

    // then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> saga.approve("manager", "ada"))
        .withMessageContaining("none waits for manager; saga reviewed-order waits for [review,");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> saga.signal("carrier-confirmed", charged("pay-1")))
        .withMessageContaining("to carry ShipmentBooked")
        .withMessageContaining("but got CardCharged");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kit.onSignal("carrier-confirmed").approves("ada"));
  }

  @Test
  void shouldRaiseAnIncidentWithItsCauseWhenAFunctionThrows() {
    // given
    kit.on("charge-card").succeeds(charged("pay-1"));
    OrderData data = OrderRecords.orderOf(CHEAP);
    SagaTestKit<OrderData> broken = SagaTestKit.of(OrderSaga.throwing());

    // when
    SagaRun<OrderData> saga = broken.start("o-1", data);

    // then
    assertThat(saga).hasIncident(IncidentCode.DEFINITION_FAULT);
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> assertThat(saga).isCompleted())
        .withMessageContaining("Expected the status of saga o-1 to be COMPLETED, but got RUNNING")
        .withStackTraceContaining("Caused by: java.lang.ArithmeticException")
        .withStackTraceContaining("OrderSaga");
  }
}
