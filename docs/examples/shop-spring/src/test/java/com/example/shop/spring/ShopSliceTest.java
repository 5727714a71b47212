package com.example.shop.spring;

import static dev.sagas.testkit.SagaAssert.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import com.example.shop.messages.OrderData;
import com.example.shop.saga.ShopSaga;
import dev.sagas.spring.test.SagaSliceTest;
import dev.sagas.spring.test.SagaTestKits;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** The saga with this application's handlers: on the real engine, without Kafka and PostgreSQL. */
@SagaSliceTest
class ShopSliceTest {
  private static final OrderData ORDER =
      new OrderData("order-1", "ada", "lamp", 2, 5_000L, null, null);

  @Autowired private SagaTestKits kits;
  @MockitoBean private Stock stock;
  @MockitoBean private Accounts accounts;
  @MockitoBean private Parcels parcels;

  @BeforeEach
  void everythingWorks() {
    given(stock.take("order-1", "lamp", 2)).willReturn(true);
    given(parcels.book("order-1")).willReturn(7L);
    given(accounts.charge("order-1", "ada", 5_000)).willReturn(Optional.of(9L));
  }

  @Test
  void shouldSendTheParcelWhenTheCardIsCharged() {
    assertThat(kits.of(ShopSaga.class).start("order-1", ORDER).runToEnd())
        .isCompleted()
        .hasData(OrderData::getPayment, "charge-9")
        .hasData(OrderData::getParcel, "parcel-7");

    verify(parcels).setState("order-1", "SENT");
    verify(stock, never()).giveBack("order-1");
  }

  @Test
  void shouldUndoEverythingWhenTheCardIsDeclined() {
    given(accounts.charge("order-1", "ada", 5_000)).willReturn(Optional.empty());

    assertThat(kits.of(ShopSaga.class).start("order-1", ORDER).runToEnd())
        .isCompensatedBecauseOf("CARD_DECLINED");

    verify(parcels).setState("order-1", "CANCELLED");
    verify(stock).giveBack("order-1");
  }
}
