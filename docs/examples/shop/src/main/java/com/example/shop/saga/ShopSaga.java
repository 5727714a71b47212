package com.example.shop.saga;

import com.example.shop.messages.BookParcel;
import com.example.shop.messages.CancelParcel;
import com.example.shop.messages.CardCharged;
import com.example.shop.messages.ChargeCard;
import com.example.shop.messages.OrderData;
import com.example.shop.messages.ParcelBooked;
import com.example.shop.messages.ReleaseStock;
import com.example.shop.messages.ReserveStock;
import com.example.shop.messages.SendParcel;
import dev.sagas.definition.OnTimeout;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.definition.StepBuilder;
import java.time.Duration;

/**
 * An order: reserve the stock and book the parcel at the same time, let somebody approve it if it is
 * large, leave some time to cancel it, charge the card, send the parcel.
 *
 * <ul>
 *   <li>Until the card is charged, everything can be undone; afterwards the order is final.
 *   <li>The functions are pure: no clock, no database, no network.
 * </ul>
 */
public final class ShopSaga implements SagaDefinition<OrderData> {
  /** What has to be approved, and for how long the approval is awaited. */
  static final long LARGE_CENTS = 100_000;

  static final Duration APPROVAL_WITHIN = Duration.ofDays(2);

  /** Hours in real life. */
  static final Duration TIME_TO_CANCEL = Duration.ofSeconds(3);

  @Override
  public Saga<OrderData> define() {
    return Saga.named("shop", 1, OrderData.class)
        .parallel(
            "reserve",
            group ->
                group
                    .branch("stock", branch -> branch.step("reserve-stock", ShopSaga::reserveStock))
                    .branch("parcel", branch -> branch.step("book-parcel", ShopSaga::bookParcel)))
        .approval(
            "large-order",
            approval ->
                approval
                    .when(order -> order.getTotalCents() > LARGE_CENTS)
                    .timeout(APPROVAL_WITHIN, OnTimeout.COMPENSATE))
        .sleep("time-to-cancel", sleep -> sleep.duration(TIME_TO_CANCEL))
        .step("charge-card", ShopSaga::chargeCard)
        .step("send-parcel", ShopSaga::sendParcel)
        .build();
  }

  private static StepBuilder<OrderData> reserveStock(StepBuilder<OrderData> step) {
    return step.participant("inventory")
        .command(
            ReserveStock.class,
            order -> new ReserveStock(order.getOrderId(), order.getItem(), order.getQuantity()))
        .compensation(ReleaseStock.class, order -> new ReleaseStock(order.getOrderId()));
  }

  private static StepBuilder<OrderData> bookParcel(StepBuilder<OrderData> step) {
    return step.participant("shipping")
        .command(BookParcel.class, order -> new BookParcel(order.getOrderId()))
        .onReply(
            ParcelBooked.class,
            (order, booked) -> {
              order.setParcel(booked.getParcel());
              return order;
            })
        .compensation(CancelParcel.class, order -> new CancelParcel(order.getOrderId()));
  }

  private static StepBuilder<OrderData> chargeCard(StepBuilder<OrderData> step) {
    return step.participant("payments")
        .command(
            ChargeCard.class,
            order ->
                new ChargeCard(order.getOrderId(), order.getCustomer(), order.getTotalCents()))
        .onReply(
            CardCharged.class,
            (order, charged) -> {
              order.setPayment(charged.getPayment());
              return order;
            })
        .timeout(Duration.ofSeconds(10))
        .pivot();
  }

  private static StepBuilder<OrderData> sendParcel(StepBuilder<OrderData> step) {
    return step.participant("shipping")
        .command(
            SendParcel.class, order -> new SendParcel(order.getOrderId(), order.getParcel()));
  }
}
