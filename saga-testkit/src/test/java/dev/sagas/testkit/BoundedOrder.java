package dev.sagas.testkit;

import dev.sagas.definition.OnTimeout;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.engine.EngineLimits;
import dev.sagas.samples.schema.order.ApproveOrder;
import dev.sagas.samples.schema.order.CardCharged;
import dev.sagas.samples.schema.order.ChargeCard;
import dev.sagas.samples.schema.order.OrderData;
import dev.sagas.samples.schema.order.RefundCard;
import dev.sagas.samples.schema.order.ShipmentBooked;
import java.time.Duration;
import java.util.function.Function;

/** An order whose last command is made by a given function, under tight bounds. */
record BoundedOrder(Function<OrderData, ApproveOrder> approve)
    implements SagaDefinition<OrderData> {
  static final int MAX_RECORD_BYTES = 20_000;

  /** A kit under these bounds. */
  static SagaTestKit<OrderData> kit(Function<OrderData, ApproveOrder> approve) {
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
    SagaTestKit<OrderData> kit =
        SagaTestKit.of(
            new BoundedOrder(approve),
            new Limits(tight, defaults.payloads(), defaults.maxInputBytes()));
    kit.onOtherSteps().succeeds();
    kit.on("charge-card").succeeds(ReviewedOrder.charged("pay-1"));
    return kit;
  }

  @Override
  public Saga<OrderData> define() {
    return Saga.named("bounded-order", 1, OrderData.class)
        .step(
            "charge-card",
            step ->
                step.participant("payments")
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
                    .compensation(
                        RefundCard.class, order -> new RefundCard(order.getOrderId(), null)))
        .awaitSignal(
            "carrier-confirmed",
            wait ->
                wait.on(ShipmentBooked.class, (order, shipment) -> order)
                    .timeout(Duration.ofHours(8), OnTimeout.INCIDENT))
        .step(
            "approve-order",
            step -> step.participant("orders").command(ApproveOrder.class, approve::apply).pivot())
        .build();
  }
}
