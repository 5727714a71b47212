package dev.sagas.samples.payments;

import dev.sagas.samples.schema.order.CardCharged;
import dev.sagas.samples.schema.order.CardRefunded;
import dev.sagas.samples.schema.order.ChargeCard;
import dev.sagas.samples.schema.order.RefundCard;
import dev.sagas.samples.service.SampleService;

/** Runs the payments service. */
public final class PaymentsService {
  /** The participant {@code payments}. */
  public static final SampleService SERVICE =
      SampleService.named(
          "payments",
          participant ->
              participant
                  .replies(CardCharged.class, CardRefunded.class)
                  .handle(ChargeCard.class, CardHandlers::charge)
                  .handle(RefundCard.class, CardHandlers::refund));

  private PaymentsService() {}

  public static void main(String[] arguments) {
    SERVICE.runUntilStopped();
  }
}
