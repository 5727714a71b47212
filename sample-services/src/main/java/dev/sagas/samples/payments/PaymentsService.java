package dev.sagas.samples.payments;

import dev.sagas.samples.schema.order.CardCharged;
import dev.sagas.samples.schema.order.CardRefunded;
import dev.sagas.samples.schema.order.ChargeCard;
import dev.sagas.samples.schema.order.RefundCard;
import dev.sagas.samples.service.OutsideClient;
import dev.sagas.samples.service.SampleService;

/** Runs the payments service. */
public final class PaymentsService {
  /** The participant {@code payments}. */
  public static final SampleService SERVICE =
      SampleService.named(
          "payments",
          (participant, config) -> {
            OutsideClient bank = OutsideClient.of(config);
            return participant
                .replies(CardCharged.class, CardRefunded.class)
                .handleTwoPhase(ChargeCard.class, new CardCharge(bank))
                .handleTwoPhase(RefundCard.class, new CardRefund(bank));
          });

  private PaymentsService() {}

  public static void main(String[] arguments) {
    SERVICE.runUntilStopped();
  }
}
