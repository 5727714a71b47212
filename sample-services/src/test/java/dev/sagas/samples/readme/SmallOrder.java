package dev.sagas.samples.readme;

import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.order.ChargeCard;
import dev.sagas.samples.schema.order.OrderData;
import dev.sagas.samples.schema.order.ReleaseStock;
import dev.sagas.samples.schema.order.ReserveStock;

// The README shows this class; ReadmeTest compares them.
public final class SmallOrder implements SagaDefinition<OrderData> {
  @Override
  public Saga<OrderData> define() {
    return Saga.named("small-order", 1, OrderData.class)
        .step(
            "reserve-stock",
            step ->
                step.participant("inventory")
                    .command(
                        ReserveStock.class, o -> new ReserveStock(o.getOrderId(), o.getLines()))
                    .compensation(ReleaseStock.class, o -> new ReleaseStock(o.getOrderId())))
        .step(
            "charge-card",
            step ->
                step.participant("payments").command(ChargeCard.class, SmallOrder::charge).pivot())
        .build();
  }

  private static ChargeCard charge(OrderData o) {
    return new ChargeCard(o.getOrderId(), o.getCardToken(), o.getTotalCents(), o.getCurrency());
  }
}
