package dev.sagas.definition;

import dev.sagas.samples.schema.order.ApproveOrder;
import dev.sagas.samples.schema.order.CardCharged;
import dev.sagas.samples.schema.order.ChargeCard;
import dev.sagas.samples.schema.order.OrderData;
import dev.sagas.samples.schema.order.ReleaseCredit;
import dev.sagas.samples.schema.order.ReleaseStock;
import dev.sagas.samples.schema.order.ReserveCredit;
import dev.sagas.samples.schema.order.ReserveStock;
import dev.sagas.samples.schema.order.ShipmentBooked;
import java.time.Duration;

// docs/reference/definition.md shows this class; DefinitionReferenceTest compares them.
public final class CarefulOrder implements SagaDefinition<OrderData> {
  @Override
  public Saga<OrderData> define() {
    return Saga.named("careful-order", 1, OrderData.class)
        .local(
            "check-total",
            l ->
                l.rejectWhen(o -> o.getTotalCents() > 1_000_000, "TOO_EXPENSIVE", "10 000 at most"))
        .approval(
            "manager-approval",
            a ->
                a.when(o -> o.getTotalCents() > 100_000)
                    .timeout(Duration.ofDays(2), OnTimeout.COMPENSATE))
        .parallel(
            "reserve",
            g ->
                g.branch("credit", b -> b.step("reserve-credit", CarefulOrder::reserveCredit))
                    .branch("stock", b -> b.step("reserve-stock", CarefulOrder::reserveStock)))
        .sleep("cool-off", s -> s.duration(Duration.ofHours(1)))
        .step("charge-card", CarefulOrder::chargeCard)
        .awaitSignal(
            "carrier-confirmed",
            w ->
                w.on(ShipmentBooked.class, CarefulOrder::keepTrackingNumber)
                    .timeout(Duration.ofHours(8), OnTimeout.INCIDENT))
        .step(
            "approve-order",
            s ->
                s.participant("orders")
                    .command(ApproveOrder.class, o -> new ApproveOrder(o.getOrderId())))
        .deadline(Duration.ofDays(7))
        .build();
  }

  private static StepBuilder<OrderData> reserveCredit(StepBuilder<OrderData> step) {
    return step.participant("customers")
        .command(
            ReserveCredit.class,
            o ->
                new ReserveCredit(
                    o.getOrderId(), o.getCustomerId(), o.getTotalCents(), o.getCurrency()))
        .compensation(
            ReleaseCredit.class, o -> new ReleaseCredit(o.getOrderId(), o.getCustomerId()));
  }

  private static StepBuilder<OrderData> reserveStock(StepBuilder<OrderData> step) {
    return step.participant("inventory")
        .command(ReserveStock.class, o -> new ReserveStock(o.getOrderId(), o.getLines()))
        .compensation(ReleaseStock.class, o -> new ReleaseStock(o.getOrderId()));
  }

  private static StepBuilder<OrderData> chargeCard(StepBuilder<OrderData> step) {
    return step.participant("payments")
        .command(
            ChargeCard.class,
            o ->
                new ChargeCard(
                    o.getOrderId(), o.getCardToken(), o.getTotalCents(), o.getCurrency()))
        .onReply(CardCharged.class, CarefulOrder::keepPayment)
        .timeout(Duration.ofSeconds(10))
        .retry(RetryPolicy.exponential().withMaxAttempts(5))
        .pivot();
  }

  private static OrderData keepPayment(OrderData order, CardCharged reply) {
    order.setPaymentId(reply.getPaymentId());
    return order;
  }

  private static OrderData keepTrackingNumber(OrderData order, ShipmentBooked signal) {
    order.setTrackingNumber(signal.getTrackingNumber());
    return order;
  }
}
