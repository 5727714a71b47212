package dev.sagas.orchestrator.streams;

import dev.sagas.definition.RetryPolicy;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.definition.StepBuilder;
import dev.sagas.samples.schema.order.ApproveOrder;
import dev.sagas.samples.schema.order.CardCharged;
import dev.sagas.samples.schema.order.ChargeCard;
import dev.sagas.samples.schema.order.OrderData;
import dev.sagas.samples.schema.order.RefundCard;
import dev.sagas.samples.schema.order.ReleaseStock;
import dev.sagas.samples.schema.order.ReserveStock;
import java.time.Duration;

/** Stock, card, approval. Its carrier says what goes wrong with a function, if anything. */
final class OrderDefinition implements SagaDefinition<OrderData> {
  static final String OVERFLOWS = "overflow";
  static final String TOO_LARGE = "large";
  static final RetryPolicy TWICE =
      RetryPolicy.exponential()
          .withMaxAttempts(2)
          .withInitialBackoff(Duration.ofMillis(100))
          .withJitter(0);

  @Override
  public Saga<OrderData> define() {
    return Saga.named("order", 1, OrderData.class)
        .step("reserve-stock", OrderDefinition::reserve)
        .step("charge-card", OrderDefinition::charge)
        .step(
            "approve",
            step ->
                step.participant("orders")
                    .command(ApproveOrder.class, data -> new ApproveOrder(data.getOrderId()))
                    .retry(TWICE)
                    .timeout(Duration.ofSeconds(1))
                    .pivot())
        .build();
  }

  private static StepBuilder<OrderData> reserve(StepBuilder<OrderData> step) {
    return step.participant("inventory")
        .command(ReserveStock.class, data -> new ReserveStock(data.getOrderId(), data.getLines()))
        .compensation(ReleaseStock.class, data -> new ReleaseStock(data.getOrderId()))
        .retry(TWICE)
        .compensationRetry(TWICE)
        .timeout(Duration.ofSeconds(1));
  }

  private static StepBuilder<OrderData> charge(StepBuilder<OrderData> step) {
    return step.participant("payments")
        .command(ChargeCard.class, OrderDefinition::chargeCard)
        .onReply(
            CardCharged.class,
            (data, charged) -> {
              data.setPaymentId(charged.getPaymentId());
              return data;
            })
        .compensation(
            RefundCard.class,
            CardCharged.class,
            (data, charged) ->
                new RefundCard(
                    data.getOrderId(), charged.map(CardCharged::getPaymentId).orElse(null)))
        .retry(TWICE)
        .compensationRetry(TWICE)
        .timeout(Duration.ofSeconds(1));
  }

  private static ChargeCard chargeCard(OrderData data) {
    if (data.getCarrier().equals(OVERFLOWS)) {
      return chargeCard(data);
    }
    String token =
        data.getCarrier().equals(TOO_LARGE)
            ? "x".repeat(EngineDriver.MAX_COMMAND_BYTES)
            : data.getCardToken();
    return new ChargeCard(data.getOrderId(), token, data.getTotalCents(), data.getCurrency());
  }
}
