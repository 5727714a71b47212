package dev.sagas.samples.readme;

import dev.sagas.client.SagaClient;
import dev.sagas.client.SignalReceipt;
import dev.sagas.definition.OnTimeout;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import dev.sagas.samples.schema.order.OrderData;
import dev.sagas.samples.schema.order.ShipmentBooked;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

// The guide to approvals and signals shows pieces of this class; DocsCodeTest compares them.
final class Parcel implements SagaDefinition<OrderData> {
  @Override
  public Saga<OrderData> define() {
    return Saga.named("parcel", 1, OrderData.class)
        .awaitSignal(
            "carrier-confirmed",
            w ->
                w.on(ShipmentBooked.class, Parcel::keepTrackingNumber)
                    .rejectWhen(
                        s -> s.getTrackingNumber().isEmpty(), "NOT_TAKEN", "The carrier declined")
                    .timeout(Duration.ofHours(8), OnTimeout.INCIDENT))
        .build();
  }

  private static OrderData keepTrackingNumber(OrderData order, ShipmentBooked signal) {
    order.setTrackingNumber(signal.getTrackingNumber());
    return order;
  }

  static CompletableFuture<SignalReceipt> confirm(
      SagaClient client, SagaId orderId, ShipmentBooked confirmation) {
    return client.signal(orderId, new SignalName("carrier-confirmed"), confirmation);
  }
}
