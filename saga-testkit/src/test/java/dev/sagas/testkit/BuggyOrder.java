package dev.sagas.testkit;

import dev.sagas.definition.CompensationFunction;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.definition.StepBuilder;
import dev.sagas.samples.schema.order.ApproveOrder;
import dev.sagas.samples.schema.order.BookShipment;
import dev.sagas.samples.schema.order.CancelShipment;
import dev.sagas.samples.schema.order.CardCharged;
import dev.sagas.samples.schema.order.ChargeCard;
import dev.sagas.samples.schema.order.OrderData;
import dev.sagas.samples.schema.order.RefundCard;
import dev.sagas.samples.schema.order.ShipmentBooked;

/** A card is charged, a parcel shipped, the order approved; one of several bugs is planted. */
final class BuggyOrder implements SagaDefinition<OrderData> {
  private final CompensationFunction<OrderData, CardCharged, RefundCard> refund;
  private final boolean overwrites;

  private BuggyOrder(
      CompensationFunction<OrderData, CardCharged, RefundCard> refund, boolean overwrites) {
    this.refund = refund;
    this.overwrites = overwrites;
  }

  /** Nothing is wrong. */
  static BuggyOrder correct() {
    return new BuggyOrder(
        (order, reply) ->
            new RefundCard(order.getOrderId(), reply.map(CardCharged::getPaymentId).orElse(null)),
        false);
  }

  /** The refund looks into the data, where the shipment's number has taken the payment's place. */
  static BuggyOrder overwritesThePayment() {
    return new BuggyOrder(
        (order, reply) -> new RefundCard(order.getOrderId(), order.getPaymentId()), true);
  }

  /** The refund relies on a reply that may never come. */
  static BuggyOrder reliesOnTheReply() {
    return new BuggyOrder(
        (order, reply) -> new RefundCard(order.getOrderId(), reply.orElseThrow().getPaymentId()),
        false);
  }

  static SagaTestKit<OrderData> kit(BuggyOrder order) {
    SagaTestKit<OrderData> kit = SagaTestKit.of(order);
    kit.on("charge-card").succeeds(ReviewedOrder.charged("pay-1"));
    kit.on("book-shipment").succeeds(ReviewedOrder.shipped());
    kit.on("approve-order").succeeds();
    return kit;
  }

  @Override
  public Saga<OrderData> define() {
    return Saga.named("buggy-order", 1, OrderData.class)
        .step("charge-card", this::chargeCard)
        .step("book-shipment", this::bookShipment)
        .step(
            "approve-order",
            step ->
                step.participant("orders")
                    .command(ApproveOrder.class, order -> new ApproveOrder(order.getOrderId()))
                    .pivot())
        .build();
  }

  private StepBuilder<OrderData> chargeCard(StepBuilder<OrderData> step) {
    return step.participant("payments")
        .command(
            ChargeCard.class,
            order ->
                new ChargeCard(
                    order.getOrderId(),
                    order.getCardToken(),
                    order.getTotalCents(),
                    order.getCurrency()))
        .onReply(
            CardCharged.class,
            (order, reply) -> {
              order.setPaymentId(reply.getPaymentId());
              return order;
            })
        .compensation(RefundCard.class, CardCharged.class, refund);
  }

  private StepBuilder<OrderData> bookShipment(StepBuilder<OrderData> step) {
    return step.participant("shipping")
        .command(
            BookShipment.class,
            order ->
                new BookShipment(order.getOrderId(), order.getCarrier(), order.getAddress(), 1))
        .onReply(
            ShipmentBooked.class,
            (order, reply) -> {
              order.setTrackingNumber(reply.getTrackingNumber());
              if (overwrites) {
                order.setPaymentId(reply.getTrackingNumber());
              }
              return order;
            })
        .compensation(CancelShipment.class, order -> new CancelShipment(order.getOrderId()));
  }
}
