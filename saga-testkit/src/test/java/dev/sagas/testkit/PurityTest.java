package dev.sagas.testkit;

import static dev.sagas.testkit.SagaAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sagas.definition.Saga;
import dev.sagas.order.OrderRecords;
import dev.sagas.samples.schema.order.ApproveOrder;
import dev.sagas.samples.schema.order.OrderData;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A function that does not do the same twice is found, and named. */
class PurityTest {
  private static SagaTestKit<OrderData> kit(Consumer<Saga.Builder<OrderData>> steps) {
    return SagaTestKit.of(
        () -> {
          Saga.Builder<OrderData> saga = Saga.named("impure-order", 1, OrderData.class);
          steps.accept(saga);
          return saga.build();
        });
  }

  private static void assertImpure(Consumer<Saga.Builder<OrderData>> steps, String message) {
    SagaTestKit<OrderData> kit = kit(steps);
    kit.onOtherSteps().succeeds();
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> kit.startAt(Instant.now()).start("o-1", OrderRecords.orderOf(1_000)))
        .withMessageContaining(message);
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> kit.explore("o-1", OrderRecords.orderOf(1_000)).run())
        .withMessageContaining(message);
  }

  @Test
  void shouldNameTheFunctionAndTheFieldWhenACommandLooksAtTheClock() {
    assertImpure(
        saga ->
            saga.step(
                "approve-order",
                step ->
                    step.participant("orders")
                        .command(
                            ApproveOrder.class,
                            order -> new ApproveOrder("o-" + System.currentTimeMillis()))),
        "Expected the command of step approve-order to be pure, but run twice on equal arguments it"
            + " made a ApproveOrder that differs in orderId");
  }

  @Test
  void shouldFindStateWhenALocalStepCounts() {
    // given
    AtomicInteger count = new AtomicInteger();

    // then
    assertImpure(
        saga ->
            saga.local(
                "count",
                local ->
                    local.apply(
                        order -> {
                          order.setTotalCents(count.incrementAndGet());
                          return order;
                        })),
        "function of step count to be pure, but run twice on equal arguments it made a OrderData"
            + " that differs in totalCents");
  }

  @Test
  void shouldFindAConditionThatChangesItsMind() {
    // given
    AtomicInteger count = new AtomicInteger();

    // then
    assertImpure(
        saga ->
            saga.local(
                "sometimes",
                local -> local.when(o -> count.incrementAndGet() % 2 == 0).apply(o -> o)),
        "condition of step sometimes to be pure, but run twice on equal arguments it returned");
  }

  @Test
  void shouldFindACheckThatChangesItsMind() {
    // given
    AtomicInteger count = new AtomicInteger();

    // then
    assertImpure(
        saga ->
            saga.local(
                "check",
                local -> local.rejectWhen(o -> count.incrementAndGet() % 2 == 0, "ODD", "Odd")),
        "function of step check to be pure, but run twice on equal arguments it did not refuse");
  }

  @Test
  void shouldFindASleepThatLooksAtTheClock() {
    assertImpure(
        saga -> saga.sleep("nap", sleep -> sleep.until(order -> Instant.now().plusSeconds(86_400))),
        "instant of step nap");
  }

  @Test
  void shouldFindAFunctionThatThrowsOnce() {
    // given
    AtomicInteger count = new AtomicInteger();

    // then
    assertImpure(
        saga ->
            saga.local(
                "throw",
                local ->
                    local.apply(
                        order -> {
                          if (count.incrementAndGet() % 2 == 0) {
                            throw new IllegalStateException("even");
                          }
                          return order;
                        })),
        "function of step throw to be pure, but run twice on equal arguments it threw only once");
  }

  @Test
  void shouldAcceptAFunctionThatChangesItsArgument() {
    // given
    SagaTestKit<OrderData> kit =
        kit(
            saga ->
                saga.local(
                    "double",
                    local ->
                        local.apply(
                            order -> {
                              order.setTotalCents(order.getTotalCents() * 2);
                              return order;
                            })));

    // then
    assertThat(kit.startAt(Instant.now()).start("o-1", OrderRecords.orderOf(1_000)))
        .isCompleted()
        .hasData(OrderData::getTotalCents, 2_000L);
  }
}
