package dev.sagas.testkit;

import dev.sagas.definition.OnTimeout;
import dev.sagas.definition.RetryPolicy;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.definition.StepBuilder;
import dev.sagas.samples.schema.order.ApproveOrder;
import dev.sagas.samples.schema.order.CardCharged;
import dev.sagas.samples.schema.order.ChargeCard;
import dev.sagas.samples.schema.order.OrderData;
import dev.sagas.samples.schema.order.OrderLine;
import dev.sagas.samples.schema.order.RefundCard;
import dev.sagas.samples.schema.order.ReleaseCredit;
import dev.sagas.samples.schema.order.ReleaseStock;
import dev.sagas.samples.schema.order.ReserveCredit;
import dev.sagas.samples.schema.order.ReserveStock;
import dev.sagas.samples.schema.order.ShipmentBooked;
import java.time.Duration;
import java.util.List;

/**
 * An order with every kind of step: a check, an approval, a group, a sleep, a signal, the pivot.
 */
final class ReviewedOrder implements SagaDefinition<OrderData> {
  static final int REVIEWED_FROM_CENTS = 100_000;

  static OrderData order(long totalCents) {
    return OrderData.newBuilder()
        .setOrderId("o-1")
        .setCustomerId("c-1")
        .setLines(List.of(new OrderLine("p-1", 2, totalCents / 2)))
        .setTotalCents(totalCents)
        .setCurrency("EUR")
        .setCardToken("token")
        .setCarrier("carrier")
        .setAddress("address")
        .build();
  }

  /** A kit that knows what participants answer; the test sends the signals. */
  static SagaTestKit<OrderData> kit() {
    SagaTestKit<OrderData> kit = SagaTestKit.of(new ReviewedOrder());
    kit.onOtherSteps().succeeds();
    kit.on("charge-card").succeeds(charged("pay-1"));
    return kit;
  }

  static CardCharged charged(String paymentId) {
    return new CardCharged("o-1", paymentId, 1_000L, "EUR");
  }

  static ShipmentBooked shipped() {
    return new ShipmentBooked("o-1", "parcel-1");
  }

  @Override
  public Saga<OrderData> define() {
    return Saga.named("reviewed-order", 1, OrderData.class)
        .local(
            "check-total",
            local ->
                local.rejectWhen(
                    order -> order.getTotalCents() > 1_000_000, "TOO_EXPENSIVE", "10 000 at most"))
        .approval(
            "review",
            approval ->
                approval
                    .when(order -> order.getTotalCents() > REVIEWED_FROM_CENTS)
                    .timeout(Duration.ofDays(2), OnTimeout.COMPENSATE))
        .parallel(
            "reserve",
            group ->
                group
                    .branch("credit", b -> b.step("reserve-credit", ReviewedOrder::reserveCredit))
                    .branch("stock", b -> b.step("reserve-stock", ReviewedOrder::reserveStock)))
        .sleep("cool-off", sleep -> sleep.duration(Duration.ofHours(1)))
        .step("charge-card", ReviewedOrder::chargeCard)
        .awaitSignal(
            "carrier-confirmed",
            wait ->
                wait.on(
                        ShipmentBooked.class,
                        (order, shipment) -> {
                          order.setTrackingNumber(shipment.getTrackingNumber());
                          return order;
                        })
                    .timeout(Duration.ofHours(8), OnTimeout.INCIDENT))
        .step(
            "approve-order",
            step ->
                step.participant("orders")
                    .command(ApproveOrder.class, order -> new ApproveOrder(order.getOrderId()))
                    .pivot())
        .build();
  }

  private static StepBuilder<OrderData> reserveCredit(StepBuilder<OrderData> step) {
    return step.participant("customers")
        .command(
            ReserveCredit.class,
            order ->
                new ReserveCredit(
                    order.getOrderId(),
                    order.getCustomerId(),
                    order.getTotalCents(),
                    order.getCurrency()))
        .compensation(
            ReleaseCredit.class,
            order -> new ReleaseCredit(order.getOrderId(), order.getCustomerId()));
  }

  private static StepBuilder<OrderData> reserveStock(StepBuilder<OrderData> step) {
    return step.participant("inventory")
        .command(
            ReserveStock.class, order -> new ReserveStock(order.getOrderId(), order.getLines()))
        .compensation(ReleaseStock.class, order -> new ReleaseStock(order.getOrderId()));
  }

  private static StepBuilder<OrderData> chargeCard(StepBuilder<OrderData> step) {
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
        .retry(RetryPolicy.exponential().withMaxAttempts(3))
        .compensation(
            RefundCard.class,
            CardCharged.class,
            (order, reply) ->
                new RefundCard(
                    order.getOrderId(), reply.map(CardCharged::getPaymentId).orElse(null)));
  }
}
