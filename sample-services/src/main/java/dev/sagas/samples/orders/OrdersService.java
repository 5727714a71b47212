package dev.sagas.samples.orders;

import dev.sagas.samples.schema.order.ApproveOrder;
import dev.sagas.samples.schema.order.CancelOrder;
import dev.sagas.samples.schema.order.CreateOrder;
import dev.sagas.samples.schema.order.OrderApproved;
import dev.sagas.samples.schema.order.OrderCancelled;
import dev.sagas.samples.schema.order.OrderCreated;
import dev.sagas.samples.service.SampleService;

/** Runs the orders service. */
public final class OrdersService {
  /** The participant {@code orders}. */
  public static final SampleService SERVICE =
      SampleService.named(
          "orders",
          participant ->
              participant
                  .replies(OrderCreated.class, OrderCancelled.class, OrderApproved.class)
                  .handle(CreateOrder.class, OrderHandlers::create)
                  .handle(CancelOrder.class, OrderHandlers::cancel)
                  .handle(ApproveOrder.class, OrderHandlers::approve));

  private OrdersService() {}

  public static void main(String[] arguments) {
    SERVICE.runUntilStopped();
  }
}
