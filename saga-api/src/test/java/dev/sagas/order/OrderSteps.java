package dev.sagas.order;

import dev.sagas.definition.CommandFunction;
import dev.sagas.definition.CompensationFunction;
import dev.sagas.definition.ReplyFunction;
import dev.sagas.definition.RetryPolicy;
import dev.sagas.definition.StepBuilder;
import dev.sagas.samples.schema.order.ApproveOrder;
import dev.sagas.samples.schema.order.BookShipment;
import dev.sagas.samples.schema.order.CancelShipment;
import dev.sagas.samples.schema.order.CardCharged;
import dev.sagas.samples.schema.order.ChargeCard;
import dev.sagas.samples.schema.order.OrderData;
import dev.sagas.samples.schema.order.RefundCard;
import dev.sagas.samples.schema.order.ReleaseCredit;
import dev.sagas.samples.schema.order.ReleaseStock;
import dev.sagas.samples.schema.order.ReserveCredit;
import dev.sagas.samples.schema.order.ReserveStock;
import dev.sagas.samples.schema.order.ShipmentBooked;
import java.time.Duration;
import java.util.Optional;

/**
 * The commands of an order. A test replaces the function that it is about.
 *
 * @param tries how often and how long each is tried; the defaults if empty
 * @param shipped applies the shipment to the order
 */
public record OrderSteps(
    Optional<Tries> tries,
    CommandFunction<OrderData, ChargeCard> charge,
    CompensationFunction<OrderData, CardCharged, RefundCard> refund,
    ReplyFunction<OrderData, ShipmentBooked> shipped,
    CommandFunction<OrderData, ApproveOrder> approve) {
  /** All of them as they should be. */
  public static final OrderSteps SOUND =
      new OrderSteps(
          Optional.empty(),
          OrderSteps::charge,
          OrderSteps::refund,
          OrderSteps::keepTrackingNumber,
          order -> new ApproveOrder(order.getOrderId()));

  /** The same for a command and for its undo. */
  public record Tries(RetryPolicy retry, Duration timeout) {}

  public OrderSteps tried(RetryPolicy retry, Duration timeout) {
    Tries given = new Tries(retry, timeout);
    return new OrderSteps(Optional.of(given), charge, refund, shipped, approve);
  }

  public OrderSteps chargedBy(CommandFunction<OrderData, ChargeCard> function) {
    return new OrderSteps(tries, function, refund, shipped, approve);
  }

  public OrderSteps refundedBy(CompensationFunction<OrderData, CardCharged, RefundCard> function) {
    return new OrderSteps(tries, charge, function, shipped, approve);
  }

  public OrderSteps shippedBy(ReplyFunction<OrderData, ShipmentBooked> function) {
    return new OrderSteps(tries, charge, refund, function, approve);
  }

  public OrderSteps approvedBy(CommandFunction<OrderData, ApproveOrder> function) {
    return new OrderSteps(tries, charge, refund, shipped, function);
  }

  /** What is sent to charge an order's card. */
  public static ChargeCard charge(OrderData order) {
    return new ChargeCard(
        order.getOrderId(), order.getCardToken(), order.getTotalCents(), order.getCurrency());
  }

  private static RefundCard refund(OrderData order, Optional<CardCharged> charged) {
    return new RefundCard(order.getOrderId(), charged.map(CardCharged::getPaymentId).orElse(null));
  }

  /** Keeps a shipment's number. */
  static OrderData keepTrackingNumber(OrderData order, ShipmentBooked booked) {
    order.setTrackingNumber(booked.getTrackingNumber());
    return order;
  }

  private static OrderData keepPayment(OrderData order, CardCharged charged) {
    order.setPaymentId(charged.getPaymentId());
    return order;
  }

  StepBuilder<OrderData> reserveCredit(StepBuilder<OrderData> step) {
    return undoable(step.participant("customers"))
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

  StepBuilder<OrderData> reserveStock(StepBuilder<OrderData> step) {
    return undoable(step.participant("inventory"))
        .command(
            ReserveStock.class, order -> new ReserveStock(order.getOrderId(), order.getLines()))
        .compensation(ReleaseStock.class, order -> new ReleaseStock(order.getOrderId()));
  }

  StepBuilder<OrderData> chargeCard(StepBuilder<OrderData> step) {
    return undoable(step.participant("payments"))
        .command(ChargeCard.class, charge)
        .onReply(CardCharged.class, OrderSteps::keepPayment)
        .compensation(RefundCard.class, CardCharged.class, refund);
  }

  StepBuilder<OrderData> bookShipment(StepBuilder<OrderData> step) {
    return undoable(step.participant("shipping"))
        .command(
            BookShipment.class,
            order ->
                new BookShipment(order.getOrderId(), order.getCarrier(), order.getAddress(), 1))
        .onReply(ShipmentBooked.class, shipped)
        .compensation(CancelShipment.class, order -> new CancelShipment(order.getOrderId()));
  }

  StepBuilder<OrderData> approveOrder(StepBuilder<OrderData> step) {
    return tried(step.participant("orders")).command(ApproveOrder.class, approve).pivot();
  }

  private StepBuilder<OrderData> tried(StepBuilder<OrderData> step) {
    return tries.map(given -> step.retry(given.retry()).timeout(given.timeout())).orElse(step);
  }

  private StepBuilder<OrderData> undoable(StepBuilder<OrderData> step) {
    return tries.map(given -> tried(step).compensationRetry(given.retry())).orElse(step);
  }
}
