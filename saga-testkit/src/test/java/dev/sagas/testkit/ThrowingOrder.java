package dev.sagas.testkit;

import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.order.OrderData;

/** An order whose only step divides by zero. */
final class ThrowingOrder implements SagaDefinition<OrderData> {
  @Override
  public Saga<OrderData> define() {
    return Saga.named("throwing-order", 1, OrderData.class)
        .local("divide", local -> local.apply(ThrowingOrder::divide))
        .build();
  }

  private static OrderData divide(OrderData order) {
    order.setTotalCents(order.getTotalCents() / order.getOrderId().indexOf('o'));
    return order;
  }
}
