package dev.sagas.orchestrator.streams;

import dev.sagas.definition.RetryPolicy;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.order.OrderSaga;
import dev.sagas.order.OrderSteps;
import dev.sagas.samples.schema.order.ChargeCard;
import dev.sagas.samples.schema.order.OrderData;
import java.time.Duration;
import java.util.List;

/** What the engine is driven with. An order's carrier says what goes wrong, if anything. */
final class DrivenOrders {
  /** The function that charges the card does not return. */
  static final String OVERFLOWS = "overflow";

  /** The command that charges the card is too large. */
  static final String TOO_LARGE = "large";

  private static final RetryPolicy TWICE =
      RetryPolicy.exponential()
          .withMaxAttempts(2)
          .withInitialBackoff(Duration.ofMillis(100))
          .withJitter(0);

  private static final OrderSteps STEPS =
      OrderSteps.SOUND.tried(TWICE, Duration.ofSeconds(1)).chargedBy(DrivenOrders::charge);

  private DrivenOrders() {}

  static List<SagaDefinition<?>> definitions() {
    return List.of(OrderSaga.placed(STEPS), OrderSaga.overnight());
  }

  private static ChargeCard charge(OrderData order) {
    if (order.getCarrier().equals(OVERFLOWS)) {
      return charge(order);
    }
    ChargeCard command = OrderSteps.charge(order);
    if (order.getCarrier().equals(TOO_LARGE)) {
      command.setCardToken("x".repeat(EngineDriver.MAX_COMMAND_BYTES));
    }
    return command;
  }
}
