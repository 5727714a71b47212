package dev.sagas.testkit;

import static dev.sagas.testkit.SagaAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sagas.engine.core.IncidentCode;
import dev.sagas.engine.core.Rejection;
import dev.sagas.order.OrderRecords;
import dev.sagas.protocol.WaitReason;
import dev.sagas.samples.schema.order.ChargeCard;
import dev.sagas.samples.schema.order.OrderData;
import dev.sagas.samples.schema.order.ReserveStock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each assertion fails with what it expected, what it got, and the saga's history. */
class SagaAssertTest {
  private final SagaRun<OrderData> sleeping =
      OrderKits.reviewed().start("o-1", OrderRecords.orderOf(1_000));

  @Test
  void shouldHoldWhenTheSagaIsAsExpected() {
    assertThat(sleeping)
        .hasSucceeded("check-total", "reserve-credit", "reserve-stock")
        .hasEffects("reserve-stock", "reserve-credit")
        .hasUndone()
        .hasSent(new ReserveStock("o-1", OrderRecords.orderOf(1_000).getLines()))
        .hasNotSent(ChargeCard.class)
        .hasTried("reserve-stock", 1)
        .hasTried("charge-card", 0)
        .hasData(OrderData::getPaymentId, null)
        .waitsFor(WaitReason.Kind.SLEEP);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong(saga -> saga.isCompleted(), "the status of saga o-1 to be COMPLETED, but got RUNN"),
        wrong(saga -> saga.isCompensated(), "the status of saga o-1 to be COMPENSATED"),
        wrong(saga -> saga.isCompensatedBecauseOf("X"), "the status of saga o-1 to be COMP"),
        wrong(saga -> saga.hasUndone("reserve-stock"), "to be [reserve-stock], but got []"),
        wrong(saga -> saga.hasSucceeded("check-total"), "to be [check-total], but got [check-"),
        wrong(saga -> saga.hasEffects(), "the effects of saga o-1 to be [], but got ["),
        wrong(saga -> saga.hasSent(new ChargeCard("o-1", "t", 1L, "EUR")), "is sent, but there is"),
        wrong(saga -> saga.hasNotSent(ReserveStock.class), "no ReserveStock, but there is [{"),
        wrong(saga -> saga.hasTried("reserve-stock", 2), "the attempts of step reserve-stock"),
        wrong(saga -> saga.hasData(OrderData::getPaymentId, "p"), "to be p, but got null"),
        wrong(saga -> saga.waitsFor(WaitReason.Kind.REPLY), "for a REPLY, but it waits for [sleep"),
        wrong(saga -> saga.waitsForSignal("review"), "for signal review, but it waits for [sleep"),
        wrong(
            saga -> saga.hasIncident(IncidentCode.WAIT_TIMED_OUT), "incident WAIT_TIMED_OUT, but"),
        wrong(saga -> saga.hasIgnored(Rejection.STALE_REPLY), "as STALE_REPLY, but it ignored []"));
  }

  private static Arguments wrong(Consumer<SagaAssert<OrderData>> assertion, String message) {
    return Arguments.of(assertion, message);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void shouldTellWhatItGotWhenItFails(Consumer<SagaAssert<OrderData>> assertion, String message) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> assertion.accept(assertThat(sleeping)))
        .withMessageContaining(message)
        .withMessageContaining("#1 +00:00:00.000 request for saga reviewed-order o-1");
  }
}
