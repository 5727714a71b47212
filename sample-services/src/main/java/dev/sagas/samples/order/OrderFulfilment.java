package dev.sagas.samples.order;

import dev.sagas.definition.RetryPolicy;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.definition.StepBuilder;
import dev.sagas.samples.schema.order.ApproveOrder;
import dev.sagas.samples.schema.order.BookShipment;
import dev.sagas.samples.schema.order.CancelOrder;
import dev.sagas.samples.schema.order.CancelShipment;
import dev.sagas.samples.schema.order.CardCharged;
import dev.sagas.samples.schema.order.ChargeCard;
import dev.sagas.samples.schema.order.CreateOrder;
import dev.sagas.samples.schema.order.OrderData;
import dev.sagas.samples.schema.order.OrderLine;
import dev.sagas.samples.schema.order.RefundCard;
import dev.sagas.samples.schema.order.ReleaseCredit;
import dev.sagas.samples.schema.order.ReleaseStock;
import dev.sagas.samples.schema.order.ReserveCredit;
import dev.sagas.samples.schema.order.ReserveStock;
import dev.sagas.samples.schema.order.ShipmentBooked;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An order is recorded, paid for, shipped and approved, or everything is undone.
 *
 * <ul>
 *   <li>Each step has many attempts, so that a service that is down for a while only delays the
 *       order.
 *   <li>The carrier gets only three: after that it is not known whether it took the parcel, so the
 *       shipment is cancelled as if it had been booked.
 *   <li>Approving the order is the point of no return.
 * </ul>
 */
public final class OrderFulfilment implements SagaDefinition<OrderData> {
  /** The saga's type. */
  public static final String TYPE = "order-fulfilment";

  private static final RetryPolicy CARRIER_RETRY = RetryPolicy.exponential().withMaxAttempts(3);

  @Override
  public Saga<OrderData> define() {
    return Saga.named(TYPE, 1, OrderData.class)
        .step("create-order", OrderFulfilment::createOrder)
        .step("reserve-credit", OrderFulfilment::reserveCredit)
        .step("reserve-stock", OrderFulfilment::reserveStock)
        .step("charge-card", OrderFulfilment::chargeCard)
        .step("book-shipment", OrderFulfilment::bookShipment)
        .step("approve-order", OrderFulfilment::approveOrder)
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

  private static StepBuilder<OrderData> reserveStock(StepBuilder<OrderData> step) {
    return step.participant("inventory")
        .command(
            ReserveStock.class, order -> new ReserveStock(order.getOrderId(), order.getLines()))
        .compensation(ReleaseStock.class, order -> new ReleaseStock(order.getOrderId()));
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
        .onReply(
            CardCharged.class,
            (order, reply) -> {
              order.setPaymentId(reply.getPaymentId());
              return order;
            })
        .compensation(
            RefundCard.class,
            CardCharged.class,
            (order, reply) -> refund(order, reply.map(CardCharged::getPaymentId).orElse(null)));
  }

  /** Avro's generated constructor takes null for a field that may be absent. */
  private static RefundCard refund(OrderData order, @Nullable String paymentId) {
    return new RefundCard(order.getOrderId(), paymentId);
  }

  private static StepBuilder<OrderData> bookShipment(StepBuilder<OrderData> step) {
    return step.participant("shipping")
        .command(
            BookShipment.class,
            order ->
                new BookShipment(
                    order.getOrderId(), order.getCarrier(), order.getAddress(), pieces(order)))
        .onReply(
            ShipmentBooked.class,
            (order, reply) -> {
              order.setTrackingNumber(reply.getTrackingNumber());
              return order;
            })
        .retry(CARRIER_RETRY.withInitialBackoff(Duration.ofMillis(200)))
        .compensation(CancelShipment.class, order -> new CancelShipment(order.getOrderId()));
  }

  private static StepBuilder<OrderData> approveOrder(StepBuilder<OrderData> step) {
    return step.participant("orders")
        .command(ApproveOrder.class, order -> new ApproveOrder(order.getOrderId()))
        .pivot();
  }

  private static int pieces(OrderData order) {
    return order.getLines().stream().mapToInt(OrderLine::getQuantity).sum();
  }
}
