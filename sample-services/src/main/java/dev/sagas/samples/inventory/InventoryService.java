package dev.sagas.samples.inventory;

import dev.sagas.samples.schema.order.ReleaseStock;
import dev.sagas.samples.schema.order.ReserveStock;
import dev.sagas.samples.schema.order.StockReleased;
import dev.sagas.samples.schema.order.StockReserved;
import dev.sagas.samples.service.SampleService;

/** Runs the inventory service. */
public final class InventoryService {
  /** The participant {@code inventory}. */
  public static final SampleService SERVICE =
      SampleService.named(
          "inventory",
          participant ->
              participant
                  .replies(StockReserved.class, StockReleased.class)
                  .handle(ReserveStock.class, StockHandlers::reserve)
                  .handle(ReleaseStock.class, StockHandlers::release));

  private InventoryService() {}

  public static void main(String[] arguments) {
    SERVICE.runUntilStopped();
  }
}
