package dev.sagas.order;

import dev.sagas.definition.OnTimeout;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.order.OrderData;
import dev.sagas.samples.schema.order.ShipmentBooked;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The order saga of the tests, in the forms that they need; {@link ReviewedOrder} is the one with
 * every kind of step.
 *
 * <ul>
 *   <li>Sagas that are shown to readers are on their own, because a test compares them with the
 *       page: {@code CarefulOrder} of the reference, {@code SmallOrder} of the README.
 *   <li>The samples' sagas run against real participants: {@code OrderFulfilment} and {@code
 *       OrderPlacement}.
 * </ul>
 */
public final class OrderSaga implements SagaDefinition<OrderData> {
  /** How long a manager may take for {@link #overnight}. */
  public static final Duration REVIEW = Duration.ofHours(1);

  /** How long {@link #overnight} sleeps. */
  public static final Duration NIGHT = Duration.ofHours(8);

  private static final OrderSteps STEPS = OrderSteps.SOUND;

  private final Supplier<Saga<OrderData>> form;

  private OrderSaga(Supplier<Saga<OrderData>> form) {
    this.form = form;
  }

  @Override
  public Saga<OrderData> define() {
    return form.get();
  }

  /** Stock, card, approval; its type is {@code order}. */
  public static OrderSaga placed(OrderSteps steps) {
    return new OrderSaga(
        () ->
            Saga.named("order", 1, OrderData.class)
                .step("reserve-stock", steps::reserveStock)
                .step("charge-card", steps::chargeCard)
                .step("approve-order", steps::approveOrder)
                .build());
  }

  /** Stock and card side by side, a manager, a night's sleep, approval. */
  public static OrderSaga overnight() {
    return new OrderSaga(
        () ->
            Saga.named("overnight-order", 1, OrderData.class)
                .parallel(
                    "prepare",
                    group ->
                        group
                            .branch("stock", b -> b.step("reserve-stock", STEPS::reserveStock))
                            .branch("payment", b -> b.step("charge-card", STEPS::chargeCard)))
                .approval("review", review -> review.timeout(REVIEW, OnTimeout.COMPENSATE))
                .sleep("night", sleep -> sleep.duration(NIGHT))
                .step("approve-order", STEPS::approveOrder)
                .build());
  }

  /** Card, shipment, approval. */
  public static OrderSaga shipped(OrderSteps steps) {
    return new OrderSaga(
        () ->
            Saga.named("shipped-order", 1, OrderData.class)
                .step("charge-card", steps::chargeCard)
                .step("book-shipment", steps::bookShipment)
                .step("approve-order", steps::approveOrder)
                .build());
  }

  /** Card, the carrier's signal, which changes nothing in the order, approval. */
  public static OrderSaga confirmed(OrderSteps steps) {
    return new OrderSaga(
        () ->
            Saga.named("confirmed-order", 1, OrderData.class)
                .step("charge-card", steps::chargeCard)
                .awaitSignal(
                    "carrier-confirmed",
                    wait ->
                        wait.on(ShipmentBooked.class, (order, booked) -> order)
                            .timeout(Duration.ofHours(8), OnTimeout.INCIDENT))
                .step("approve-order", steps::approveOrder)
                .build());
  }

  /** A step that divides by zero, for an order whose id begins with an o. */
  public static OrderSaga throwing() {
    return new OrderSaga(
        () ->
            Saga.named("throwing-order", 1, OrderData.class)
                .local("divide", local -> local.apply(OrderSaga::divide))
                .build());
  }

  private static OrderData divide(OrderData order) {
    order.setTotalCents(order.getTotalCents() / order.getOrderId().indexOf('o'));
    return order;
  }
}
