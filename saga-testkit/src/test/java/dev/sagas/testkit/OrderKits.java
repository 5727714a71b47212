package dev.sagas.testkit;

import dev.sagas.definition.CommandFunction;
import dev.sagas.engine.EngineLimits;
import dev.sagas.order.OrderRecords;
import dev.sagas.order.OrderSaga;
import dev.sagas.order.OrderSteps;
import dev.sagas.order.ReviewedOrder;
import dev.sagas.samples.schema.order.ApproveOrder;
import dev.sagas.samples.schema.order.CardCharged;
import dev.sagas.samples.schema.order.OrderData;
import dev.sagas.samples.schema.order.RefundCard;
import dev.sagas.samples.schema.order.ShipmentBooked;

/** Kits for the order saga whose participants succeed; and orders with a bug planted. */
final class OrderKits {
  static final int MAX_RECORD_BYTES = 20_000;

  private OrderKits() {}

  /** A kit that knows what participants answer; the test sends the signals. */
  static SagaTestKit<OrderData> reviewed() {
    return answered(SagaTestKit.of(new ReviewedOrder()));
  }

  static SagaTestKit<OrderData> shipped(OrderSaga order) {
    SagaTestKit<OrderData> kit = SagaTestKit.of(order);
    kit.on("charge-card").succeeds(charged("pay-1"));
    kit.on("book-shipment").succeeds(shipped());
    kit.on("approve-order").succeeds();
    return kit;
  }

  /** An order whose last command is made by a given function, under tight bounds. */
  static SagaTestKit<OrderData> bounded(CommandFunction<OrderData, ApproveOrder> approve) {
    Limits defaults = Limits.ofDefaultConfig();
    EngineLimits engine = defaults.engine();
    EngineLimits tight =
        new EngineLimits(
            new EngineLimits.RecordLimits(MAX_RECORD_BYTES, 4 * MAX_RECORD_BYTES),
            engine.tombstoneRetention(),
            engine.fenceRetention(),
            engine.maxTimersPerPunctuation(),
            engine.maxNotesPerSecond(),
            engine.signals(),
            engine.parking(),
            engine.functionTimeout());
    OrderSteps steps = OrderSteps.SOUND.approvedBy(approve);
    return answered(
        SagaTestKit.of(
            OrderSaga.confirmed(steps),
            new Limits(tight, defaults.payloads(), defaults.maxInputBytes())));
  }

  private static SagaTestKit<OrderData> answered(SagaTestKit<OrderData> kit) {
    kit.onOtherSteps().succeeds();
    kit.on("charge-card").succeeds(charged("pay-1"));
    return kit;
  }

  /** Nothing is wrong. */
  static OrderSaga correct() {
    return OrderSaga.shipped(OrderSteps.SOUND);
  }

  /** The refund looks into the data, where the shipment's number has taken the payment's place. */
  static OrderSaga overwritesThePayment() {
    return OrderSaga.shipped(
        OrderSteps.SOUND
            .refundedBy((order, reply) -> new RefundCard(order.getOrderId(), order.getPaymentId()))
            .shippedBy(
                (order, booked) -> {
                  order.setTrackingNumber(booked.getTrackingNumber());
                  order.setPaymentId(booked.getTrackingNumber());
                  return order;
                }));
  }

  /** The refund relies on a reply that may never come. */
  static OrderSaga reliesOnTheReply() {
    return OrderSaga.shipped(
        OrderSteps.SOUND.refundedBy(
            (order, reply) ->
                new RefundCard(order.getOrderId(), reply.orElseThrow().getPaymentId())));
  }

  static CardCharged charged(String paymentId) {
    return OrderRecords.charged("o-1", paymentId);
  }

  static ShipmentBooked shipped() {
    return OrderRecords.shipped("o-1");
  }
}
