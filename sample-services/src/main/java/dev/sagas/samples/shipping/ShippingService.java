package dev.sagas.samples.shipping;

import dev.sagas.samples.schema.order.BookShipment;
import dev.sagas.samples.schema.order.CancelShipment;
import dev.sagas.samples.schema.order.ShipmentBooked;
import dev.sagas.samples.schema.order.ShipmentCancelled;
import dev.sagas.samples.service.OutsideClient;
import dev.sagas.samples.service.SampleService;

/** Runs the shipping service. */
public final class ShippingService {
  /** The participant {@code shipping}. */
  public static final SampleService SERVICE =
      SampleService.named(
          "shipping",
          (participant, config) -> {
            OutsideClient carriers = OutsideClient.of(config);
            return participant
                .replies(ShipmentBooked.class, ShipmentCancelled.class)
                .handleTwoPhase(BookShipment.class, new ShipmentBooking(carriers))
                .handleTwoPhase(CancelShipment.class, new ShipmentCancellation(carriers));
          });

  private ShippingService() {}

  public static void main(String[] arguments) {
    SERVICE.runUntilStopped();
  }
}
