package dev.sagas.order;

import dev.sagas.definition.OnTimeout;
import dev.sagas.definition.RetryPolicy;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.order.OrderData;
import dev.sagas.samples.schema.order.ShipmentBooked;
import java.time.Duration;

/**
 * An order with every kind of step: a check, an approval, a group, a sleep, a signal, the pivot.
 */
public final class ReviewedOrder implements SagaDefinition<OrderData> {
  /** More needs an approval. */
  public static final int REVIEWED_FROM_CENTS = 100_000;

  private static final OrderSteps STEPS = OrderSteps.SOUND;

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
                    .branch("credit", b -> b.step("reserve-credit", STEPS::reserveCredit))
                    .branch("stock", b -> b.step("reserve-stock", STEPS::reserveStock)))
        .sleep("cool-off", sleep -> sleep.duration(Duration.ofHours(1)))
        .step(
            "charge-card",
            step -> STEPS.chargeCard(step).retry(RetryPolicy.exponential().withMaxAttempts(3)))
        .awaitSignal(
            "carrier-confirmed",
            wait ->
                wait.on(ShipmentBooked.class, OrderSteps::keepTrackingNumber)
                    .timeout(Duration.ofHours(8), OnTimeout.INCIDENT))
        .step("approve-order", STEPS::approveOrder)
        .build();
  }
}
