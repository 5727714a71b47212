package dev.sagas.orchestrator.streams;

import dev.sagas.samples.schema.order.CardCharged;
import dev.sagas.samples.schema.order.CardRefunded;
import dev.sagas.samples.schema.order.OrderApproved;
import dev.sagas.samples.schema.order.OrderData;
import dev.sagas.samples.schema.order.OrderLine;
import dev.sagas.samples.schema.order.StockReleased;
import dev.sagas.samples.schema.order.StockReserved;
import dev.sagas.schema.StepFailure;
import java.util.List;
import java.util.Map;

/** Records for tests. */
final class Orders {
  private Orders() {}

  static OrderData order(String id) {
    return order(id, "dhl");
  }

  static OrderData order(String id, String carrier) {
    return new OrderData(
        id,
        "customer-1",
        List.of(new OrderLine("p-1", 2, 500L)),
        1_000L,
        "EUR",
        "card-1",
        carrier,
        "Main Street 1",
        null,
        null);
  }

  static StockReserved reserved(String id) {
    return new StockReserved(id, 2);
  }

  static StockReleased released(String id) {
    return new StockReleased(id, 2);
  }

  static CardCharged charged(String id) {
    return new CardCharged(id, "payment-1", 1_000L, "EUR");
  }

  static CardRefunded refunded(String id) {
    return new CardRefunded(id, 1_000L, "EUR");
  }

  static OrderApproved approved(String id) {
    return new OrderApproved(id);
  }

  static StepFailure failure() {
    return new StepFailure("CODE", "why", Map.of());
  }
}
