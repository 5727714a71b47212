package com.example.shop.saga;

import static dev.sagas.testkit.SagaAssert.assertThat;

import com.example.shop.messages.CancelParcel;
import com.example.shop.messages.CardCharged;
import com.example.shop.messages.ChargeCard;
import com.example.shop.messages.OrderData;
import com.example.shop.messages.ParcelBooked;
import com.example.shop.messages.ReleaseStock;
import com.example.shop.messages.SendParcel;
import dev.sagas.testkit.SagaRun;
import dev.sagas.testkit.SagaTest;
import dev.sagas.testkit.SagaTestKit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SagaTest(ShopSaga.class)
class ShopSagaTest {
  private SagaTestKit<OrderData> kit;

  @BeforeEach
  void everythingWorks() {
    kit.onOtherSteps().succeeds();
    kit.on("book-parcel").succeeds(new ParcelBooked("order-1", "parcel-1"));
    kit.on("charge-card").succeeds(new CardCharged("order-1", "charge-1"));
  }

  @Test
  void shouldSendTheParcelWhenTheCardIsCharged() {
    SagaRun<OrderData> saga = kit.start("order-1", order(2)).runToEnd();

    assertThat(saga)
        .isCompleted()
        .hasData(OrderData::getPayment, "charge-1")
        .hasSent(new SendParcel("order-1", "parcel-1"));
  }

  @Test
  void shouldUndoEverythingWhenTheCardIsDeclined() {
    kit.on("charge-card").rejects("CARD_DECLINED", "The balance is too low");

    SagaRun<OrderData> saga = kit.start("order-1", order(2)).runToEnd();

    assertThat(saga)
        .isCompensatedBecauseOf("CARD_DECLINED")
        .hasSent(new ReleaseStock("order-1"), new CancelParcel("order-1"))
        .hasNotSent(SendParcel.class)
        .hasEffects();
  }

  @Test
  void shouldCancelTheParcelWhenNothingIsLeft() {
    kit.on("reserve-stock").rejects("OUT_OF_STOCK", "Not enough of lamp");

    assertThat(kit.start("order-1", order(2)))
        .isCompensatedBecauseOf("OUT_OF_STOCK")
        .hasUndone("book-parcel")
        .hasEffects();
  }

  @Test
  void shouldGoOnWhenALargeOrderIsApproved() {
    SagaRun<OrderData> saga = kit.start("order-1", order(41));
    assertThat(saga).waitsForSignal("large-order");

    saga.approve("large-order", "grace").runToEnd();

    assertThat(saga).isCompleted();
  }

  @Test
  void shouldUndoEverythingWhenNobodyApprovesInTime() {
    SagaRun<OrderData> saga = kit.start("order-1", order(41));

    saga.advance(ShopSaga.APPROVAL_WITHIN);

    assertThat(saga)
        .isCompensatedBecauseOf("TIMED_OUT")
        .hasNotSent(ChargeCard.class)
        .hasEffects();
  }

  /** Every answer lost, late, repeated or refused, one and two at a time. */
  @Test
  void shouldEndWellWhateverGoesWrong() {
    kit.onSignal("large-order").approves("grace");

    kit.explore("order-1", order(41)).maxRuns(300).run();
  }

  private static OrderData order(int quantity) {
    return new OrderData("order-1", "ada", "lamp", quantity, quantity * 2_500L, null, null);
  }
}
