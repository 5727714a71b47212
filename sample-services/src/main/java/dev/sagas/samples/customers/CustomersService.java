package dev.sagas.samples.customers;

import dev.sagas.samples.schema.order.CreditReleased;
import dev.sagas.samples.schema.order.CreditReserved;
import dev.sagas.samples.schema.order.ReleaseCredit;
import dev.sagas.samples.schema.order.ReserveCredit;
import dev.sagas.samples.service.SampleService;

/** Runs the customers service. */
public final class CustomersService {
  /** The participant {@code customers}. */
  public static final SampleService SERVICE =
      SampleService.named(
          "customers",
          participant ->
              participant
                  .replies(CreditReserved.class, CreditReleased.class)
                  .handle(ReserveCredit.class, CreditHandlers::reserve)
                  .handle(ReleaseCredit.class, CreditHandlers::release));

  private CustomersService() {}

  public static void main(String[] arguments) {
    SERVICE.runUntilStopped();
  }
}
