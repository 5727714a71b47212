package dev.sagas.orchestrator.streams;

import dev.sagas.definition.BranchBuilder;
import dev.sagas.definition.OnTimeout;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.order.ApproveOrder;
import dev.sagas.samples.schema.order.ChargeCard;
import dev.sagas.samples.schema.order.OrderData;
import dev.sagas.samples.schema.order.RefundCard;
import dev.sagas.samples.schema.order.ReleaseStock;
import dev.sagas.samples.schema.order.ReserveStock;
import java.time.Duration;

/** Stock and payment side by side, then a manager, then a night's sleep, then the order. */
public final class ReviewedOrderDefinition implements SagaDefinition<OrderData> {
  static final Duration REVIEW = Duration.ofHours(1);
  static final Duration NIGHT = Duration.ofHours(8);

  @Override
  public Saga<OrderData> define() {
    return Saga.named("reviewed-order", 1, OrderData.class)
        .parallel(
            "prepare",
            group ->
                group
                    .branch("stock", ReviewedOrderDefinition::stock)
                    .branch("payment", ReviewedOrderDefinition::payment))
        .approval("review", review -> review.timeout(REVIEW, OnTimeout.COMPENSATE))
        .sleep("night", sleep -> sleep.duration(NIGHT))
        .step(
            "approve",
            step ->
                step.participant("orders")
                    .command(ApproveOrder.class, data -> new ApproveOrder(data.getOrderId()))
                    .pivot())
        .build();
  }

  private static BranchBuilder<OrderData> stock(BranchBuilder<OrderData> branch) {
    return branch.step(
        "reserve-stock",
        step ->
            step.participant("inventory")
                .command(
                    ReserveStock.class,
                    data -> new ReserveStock(data.getOrderId(), data.getLines()))
                .compensation(ReleaseStock.class, data -> new ReleaseStock(data.getOrderId())));
  }

  private static BranchBuilder<OrderData> payment(BranchBuilder<OrderData> branch) {
    return branch.step(
        "charge-card",
        step ->
            step.participant("payments")
                .command(
                    ChargeCard.class,
                    data ->
                        new ChargeCard(
                            data.getOrderId(),
                            data.getCardToken(),
                            data.getTotalCents(),
                            data.getCurrency()))
                .compensation(RefundCard.class, data -> new RefundCard(data.getOrderId(), null)));
  }
}
