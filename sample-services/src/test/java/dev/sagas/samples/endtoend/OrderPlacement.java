package dev.sagas.samples.endtoend;

import dev.sagas.definition.RetryPolicy;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.definition.StepBuilder;
import dev.sagas.samples.schema.order.ApproveOrder;
import dev.sagas.samples.schema.order.CancelOrder;
import dev.sagas.samples.schema.order.ChargeCard;
import dev.sagas.samples.schema.order.CreateOrder;
import dev.sagas.samples.schema.order.OrderData;
import dev.sagas.samples.schema.order.RefundCard;
import dev.sagas.samples.schema.order.ReleaseCredit;
import dev.sagas.samples.schema.order.ReserveCredit;
import java.time.Duration;

/** Customers and orders, and a card that is charged: payments is waited for one second only. */
public final class OrderPlacement implements SagaDefinition<OrderData> {
  static final String TYPE = "order-placement";

  @Override
  public Saga<OrderData> define() {
    return Saga.named(TYPE, 1, OrderData.class)
        .step("create-order", OrderPlacement::createOrder)
        .step("reserve-credit", OrderPlacement::reserveCredit)
        .step("charge-card", OrderPlacement::chargeCard)
        .step(
            "approve-order",
            step ->
                step.participant("orders")
                    .command(ApproveOrder.class, order -> new ApproveOrder(order.getOrderId()))
                    .pivot())
        .build();
  }

  private static StepBuilder<OrderData> createOrder(StepBuilder<OrderData> step) {
    return step.participant("orders")
        .command(
            CreateOrder.class,
            order ->
                new CreateOrder(
                    order.getOrderId(),
                    order.getCustomerId(),
                    order.getLines(),
                    order.getTotalCents(),
                    order.getCurrency()))
        .compensation(CancelOrder.class, order -> new CancelOrder(order.getOrderId()));
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
        .compensation(RefundCard.class, order -> new RefundCard(order.getOrderId(), null))
        .timeout(Duration.ofSeconds(1))
        .retry(RetryPolicy.exponential().withMaxAttempts(20).withMaxBackoff(Duration.ofSeconds(5)));
  }
}
