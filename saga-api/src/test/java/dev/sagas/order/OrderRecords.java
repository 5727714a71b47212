package dev.sagas.order;

import dev.sagas.samples.schema.order.CardCharged;
import dev.sagas.samples.schema.order.CardRefunded;
import dev.sagas.samples.schema.order.OrderApproved;
import dev.sagas.samples.schema.order.OrderData;
import dev.sagas.samples.schema.order.OrderLine;
import dev.sagas.samples.schema.order.ShipmentBooked;
import dev.sagas.samples.schema.order.StockReleased;
import dev.sagas.samples.schema.order.StockReserved;
import dev.sagas.schema.StepFailure;
import java.util.List;
import java.util.Map;

/** An order, and what participants answer. */
public final class OrderRecords {
  /** Pays for every order. */
  public static final String CARD_TOKEN = "card-1";

  private static final String CARRIER = "dhl";
  private static final long CENTS = 1_000;

  private OrderRecords() {}

  /** An order of that id, of ten euros. */
  public static OrderData order(String id) {
    return order(id, CARRIER, CENTS);
  }

  /** The same, which this carrier brings. */
  public static OrderData order(String id, String carrier) {
    return order(id, carrier, CENTS);
  }

  /** The order {@code o-1} of that price. */
  public static OrderData orderOf(long totalCents) {
    return order("o-1", CARRIER, totalCents);
  }

  private static OrderData order(String id, String carrier, long totalCents) {
    return OrderData.newBuilder()
        .setOrderId(id)
        .setCustomerId("customer-1")
        .setLines(List.of(new OrderLine("p-1", 2, totalCents / 2)))
        .setTotalCents(totalCents)
        .setCurrency("EUR")
        .setCardToken(CARD_TOKEN)
        .setCarrier(carrier)
        .setAddress("Main Street 1")
        .build();
  }

  public static StockReserved reserved(String id) {
    return new StockReserved(id, 2);
  }

  public static StockReleased released(String id) {
    return new StockReleased(id, 2);
  }

  public static CardCharged charged(String id) {
    return charged(id, "payment-1");
  }

  public static CardCharged charged(String id, String paymentId) {
    return new CardCharged(id, paymentId, CENTS, "EUR");
  }

  public static CardRefunded refunded(String id) {
    return new CardRefunded(id, CENTS, "EUR");
  }

  public static ShipmentBooked shipped(String id) {
    return new ShipmentBooked(id, "parcel-1");
  }

  public static OrderApproved approved(String id) {
    return new OrderApproved(id);
  }

  public static StepFailure failure() {
    return new StepFailure("CODE", "why", Map.of());
  }
}
