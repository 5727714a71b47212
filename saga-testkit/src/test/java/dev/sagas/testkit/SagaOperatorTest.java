package dev.sagas.testkit;

import static dev.sagas.testkit.OrderKits.charged;
import static dev.sagas.testkit.OrderKits.shipped;
import static dev.sagas.testkit.SagaAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sagas.engine.core.IncidentCode;
import dev.sagas.engine.core.Rejection;
import dev.sagas.order.OrderRecords;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.WaitReason;
import dev.sagas.samples.schema.order.OrderData;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a test can do in an operator's place. */
class SagaOperatorTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final SagaTestKit<OrderData> kit = OrderKits.reviewed();

  private SagaRun<OrderData> sleeping() {
    return kit.start("o-1", OrderRecords.orderOf(1_000));
  }

  @Test
  void shouldStandStillWhenPausedAndGoOnWhenResumed() {
    // given
    SagaRun<OrderData> saga = sleeping().operator("ada").pause("a look");

    // then
    assertThat(saga.advance(HOUR.multipliedBy(5))).waitsFor(WaitReason.Kind.PAUSED);
    assertThat(saga.operator("ada").resume("fine")).waitsFor(WaitReason.Kind.SLEEP);
    assertThat(saga.advance(HOUR)).waitsForSignal("carrier-confirmed");
  }

  @Test
  void shouldUndoWhenCancelledOrCompensated() {
    assertThat(sleeping().operator("ada").cancel("changed my mind"))
        .isCompensatedBecauseOf("CANCELLED")
        .hasUndone("reserve-stock", "reserve-credit");
    assertThat(sleeping().operator("ada").compensate("at once"))
        .isCompensatedBecauseOf("COMPENSATED_BY_OPERATOR");
  }

  @Test
  void shouldTryAgainWhenRetriedAfterAnIncident() {
    // given
    kit.on("charge-card").rejects("DECLINED", "The card is declined");
    kit.onUndo("reserve-stock").rejects("GONE", "The warehouse burnt down").succeeds();
    SagaRun<OrderData> saga = sleeping().advance(HOUR);
    assertThat(saga).hasIncident(IncidentCode.COMPENSATION_REJECTED);

    // then
    assertThat(saga.operator("ada").retry("reserve-stock", "it is rebuilt")).isCompensated();
  }

  @Test
  void shouldTryWhateverIsStuckWhenNoStepIsNamed() {
    // given
    kit.on("charge-card").rejects("DECLINED", "The card is declined");
    kit.onUndo("reserve-stock").rejects("GONE", "The warehouse burnt down").succeeds();

    // then
    assertThat(sleeping().advance(HOUR).operator("ada").retry("all")).isCompensated();
  }

  @Test
  void shouldGoOnWithoutAStepWhenItIsSkipped() {
    assertThat(sleeping().operator("ada").skip("cool-off", "in a hurry"))
        .waitsForSignal("carrier-confirmed");
  }

  @Test
  void shouldUndoWhenAStepIsDeclaredAsFailed() {
    // given
    SagaRun<OrderData> saga = sleeping().advance(HOUR);

    // then
    assertThat(saga.operator("ada").fail("carrier-confirmed", "it is bankrupt"))
        .isCompensatedBecauseOf("FAILED_BY_OPERATOR");
  }

  @Test
  void shouldChargeTheNewTotalWhenTheDataIsEdited() {
    // when
    SagaRun<OrderData> saga =
        sleeping()
            .operator("ada")
            .editData(
                order -> {
                  order.setTotalCents(900);
                  return order;
                },
                "a discount")
            .advance(HOUR);

    // then
    assertThat(saga).hasData(OrderData::getTotalCents, 900L);
  }

  @Test
  void shouldExecuteAnewWhenRestartedFromAStep() {
    // given
    kit.on("charge-card").succeeds(charged("pay-1")).succeeds(charged("pay-2"));
    SagaRun<OrderData> saga = sleeping().advance(HOUR);

    // when
    saga.operator("ada").restart("charge-card", "another card");

    // then
    assertThat(saga)
        .hasUndone("charge-card")
        .hasEffects("reserve-credit", "reserve-stock", "charge-card")
        .hasData(OrderData::getPaymentId, "pay-2");
    assertThat(saga.signal("carrier-confirmed", shipped())).isCompleted();
  }

  @Test
  void shouldLeaveTheEffectsWhenEndedByHand() {
    assertThat(sleeping().operator("ada").end("sorted out by phone"))
        .hasStatus(SagaStatus.ENDED_BY_OPERATOR)
        .hasEffects("reserve-credit", "reserve-stock");
  }

  @Test
  void shouldIgnoreAnActionWhenItDoesNotFit() {
    // when
    SagaRun<OrderData> saga = sleeping().operator("ada").resume("why not");

    // then
    assertThat(saga).hasIgnored(Rejection.REFUSED_OPERATION).waitsFor(WaitReason.Kind.SLEEP);
    assertThat(saga.ignored()).singleElement().asString().contains("it is not paused");
  }

  @Test
  void shouldTellTheStepsWhenANameIsWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sleeping().operator("ada").skip("nap", "in a hurry"))
        .withMessageContaining("cool-off")
        .withMessageContaining("but got nap");
  }
}
