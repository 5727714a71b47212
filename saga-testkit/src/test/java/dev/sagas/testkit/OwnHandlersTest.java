package dev.sagas.testkit;

import static dev.sagas.testkit.OrderKits.charged;
import static dev.sagas.testkit.SagaAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sagas.order.OrderRecords;
import dev.sagas.participant.CommandContext;
import dev.sagas.participant.StepResult;
import dev.sagas.participant.TwoPhaseHandler;
import dev.sagas.protocol.Action;
import dev.sagas.samples.schema.order.ChargeCard;
import dev.sagas.samples.schema.order.OrderData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A participant's own handlers in the kit. */
class OwnHandlersTest {
  private final SagaTestKit<OrderData> kit = OrderKits.reviewed();
  private final List<CommandContext> contexts = new ArrayList<>();

  private SagaRun<OrderData> charge() {
    return kit.start("o-1", OrderRecords.orderOf(1_000)).advance(Duration.ofHours(1));
  }

  @Test
  void shouldGiveTheHandlerTheContextOfItsCommand() {
    // given
    kit.handle(
        "payments",
        ChargeCard.class,
        (command, context) -> {
          contexts.add(context);
          return StepResult.succeeded(charged("pay-7"));
        });

    // then
    assertThat(charge()).hasData(OrderData::getPaymentId, "pay-7");
    assertThat(contexts).hasSize(1);
    CommandContext context = contexts.get(0);
    assertThat(context.sagaId().value()).isEqualTo("o-1");
    assertThat(context.step().value()).isEqualTo("charge-card");
    assertThat(context.action()).isEqualTo(Action.EXECUTE);
    assertThat(context.attempt()).isEqualTo(1);
    assertThat(context.deduplicationKey().toString())
        .isEqualTo("o-1/" + context.run() + "/charge-card/execute/1");
    assertThat(context.undoes()).isEmpty();
    assertThat(context.deadline()).isAfter("2026-01-01T00:00:00Z");
    assertThatIllegalStateException().isThrownBy(context::connection);
  }

  @Test
  void shouldFailTheAttemptWhenTheHandlerThrows() {
    // given
    kit.handle(
        "payments",
        ChargeCard.class,
        (command, context) -> {
          if (context.attempt() == 1) {
            throw new IllegalStateException("no gateway");
          }
          return StepResult.succeeded(charged("pay-8"));
        });

    // then
    assertThat(charge()).hasTried("charge-card", 2).hasData(OrderData::getPaymentId, "pay-8");
  }

  @Test
  void shouldRunTheSecondPhaseWhenTheFirstSucceeds() {
    // given
    List<String> recorded = new ArrayList<>();
    kit.handle(
        "payments",
        ChargeCard.class,
        new TwoPhaseHandler<>() {
          @Override
          public StepResult handle(ChargeCard command, CommandContext context) {
            return StepResult.succeeded(charged("pay-9"));
          }

          @Override
          public void record(ChargeCard command, StepResult result, CommandContext context) {
            recorded.add(context.step().value());
          }
        });

    // then
    assertThat(charge()).hasData(OrderData::getPaymentId, "pay-9");
    assertThat(recorded).containsExactly("charge-card");
  }

  @Test
  void shouldLeaveOtherParticipantsStepsAsTheyAre() {
    // given
    kit.on("charge-card").succeeds(charged("pay-1"));
    kit.handle(
        "somebody-else", ChargeCard.class, (command, context) -> StepResult.failed("NO", "never"));

    // then
    assertThat(charge()).hasData(OrderData::getPaymentId, "pay-1");
  }
}
