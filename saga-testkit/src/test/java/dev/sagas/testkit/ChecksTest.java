package dev.sagas.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaPlan;
import dev.sagas.order.OrderRecords;
import dev.sagas.order.OrderSaga;
import dev.sagas.participant.StepResult;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import dev.sagas.samples.schema.order.OrderData;
import dev.sagas.samples.schema.order.StockReleased;
import dev.sagas.samples.schema.order.StockReserved;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is checked of every explored run can fail. */
class ChecksTest {
  private final SagaTestKit<OrderData> kit = OrderKits.reviewed();

  private SagaRun<OrderData> completed() {
    return kit.start("o-1", OrderRecords.orderOf(1_000))
        .advance(Duration.ofHours(1))
        .signal("carrier-confirmed", OrderKits.shipped());
  }

  private static void assertFails(SagaRun<OrderData> saga, String message) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> Checks.check(saga))
        .withMessageContaining(message);
  }

  /** Changes the participants' books behind the saga's back. */
  private static void handle(SagaRun<OrderData> saga, Command command, StepResult result) {
    saga.world().network().effects().handled(command, Reply.of(result));
  }

  /** The execute of reserve-stock that the saga sent. */
  private static Command sent(SagaRun<OrderData> saga) {
    return saga.world().network().commands().stream()
        .filter(command -> command.key().step().value().equals("reserve-stock"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldHoldWhenTheSagaCompletedOrWaitsForASignal() {
    assertThatCode(() -> Checks.check(completed())).doesNotThrowAnyException();
    SagaRun<OrderData> saga = kit.start("o-1", OrderRecords.orderOf(1_000)).runToEnd();
    assertThat(saga.hasEnded()).isFalse();
    assertThatCode(() -> Checks.check(saga)).doesNotThrowAnyException();
  }

  @Test
  void shouldFailWhenTheSagaCouldGoOnByItself() {
    assertFails(
        kit.start("o-1", OrderRecords.orderOf(1_000)),
        "Expected the saga to continue, but it waits for sleep of step cool-off");
  }

  @Test
  void shouldFailWhenAFunctionFailed() {
    assertFails(
        SagaTestKit.of(OrderSaga.throwing()).start("o-1", OrderRecords.orderOf(1_000)),
        "no function of the definition to fail, but DEFINITION_FAULT");
  }

  @Test
  void shouldFailWhenACompletedSagaLacksAnEffect() {
    // given
    SagaRun<OrderData> saga = completed();

    // when
    handle(saga, undo(sent(saga)), StepResult.succeeded(new StockReleased("o-1", 2)));

    // then
    assertFails(saga, "the effect of step reserve-stock to be there as the completed saga says");
  }

  private static Command undo(Command execute) {
    Command undo = FenceTest.undo(1, false);
    return new Command(
        new SagaType("order-fulfilment"),
        new CommandId(execute.key().forAction(Action.COMPENSATE), 1),
        undo.step(),
        undo.record(),
        Optional.of(execute.key()),
        false,
        0);
  }

  @Test
  void shouldFailWhenACompensatedSagaLeavesAnEffect() {
    // given
    kit.on("reserve-stock").rejects("OUT", "Out of stock");
    SagaRun<OrderData> saga = kit.start("o-1", OrderRecords.orderOf(1_000));
    Checks.check(saga);

    // when
    handle(saga, sent(saga), StepResult.succeeded(new StockReserved("o-1", 2)));

    // then
    assertFails(saga, "the effect of step reserve-stock to be undone, but it is there");
  }

  @Test
  void shouldFailWhenStepsAreUndoneInTheOrderOfTheirSuccess() {
    // given
    SagaPlan plan = kit.deployment().plan();
    List<SagaEvent> events =
        List.of(
            succeeded("reserve-credit", 1),
            succeeded("reserve-stock", 2),
            undoing("reserve-credit"));

    // then
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> UndoOrder.check(events, plan))
        .withMessageContaining("[reserve-stock] to be undone before step reserve-credit");
    assertThatCode(
            () ->
                UndoOrder.check(
                    List.of(
                        succeeded("reserve-credit", 1),
                        new SagaEvent.OutcomeUnknown(new StepName("reserve-stock"), 2),
                        undoing("reserve-stock"),
                        new SagaEvent.StepCompensated(new StepName("reserve-stock"), true),
                        undoing("reserve-credit")),
                    plan))
        .doesNotThrowAnyException();
  }

  private static SagaEvent succeeded(String step, long sequence) {
    return new SagaEvent.StepSucceeded(new StepName(step), sequence, Optional.empty());
  }

  private static SagaEvent undoing(String step) {
    return new SagaEvent.CommandIssued(
        new StepName(step), Action.COMPENSATE, 1, 1, "participant", 1, OptionalLong.empty(), false);
  }
}
