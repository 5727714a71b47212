package dev.sagas.testkit;

import static dev.sagas.testkit.OrderKits.shipped;
import static dev.sagas.testkit.SagaAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sagas.engine.Outcome;
import dev.sagas.engine.core.IncidentCode;
import dev.sagas.order.OrderRecords;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SignalName;
import dev.sagas.samples.schema.order.ApproveOrder;
import dev.sagas.samples.schema.order.OrderData;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** R17, R22, R2a: a test gets at each bound what production gives. */
class ProductionBoundsTest {
  private static final SignalName CONFIRMED = new SignalName("carrier-confirmed");
  private static final OrderData ORDER = OrderRecords.orderOf(1_000);

  private static ApproveOrder approve(OrderData order) {
    return new ApproveOrder(order.getOrderId());
  }

  @Test
  void shouldRaiseAnIncidentWhenACommandIsLargerThanARecordMayBe() {
    // given
    String large = "x".repeat(2 * OrderKits.MAX_RECORD_BYTES);
    SagaTestKit<OrderData> kit = OrderKits.bounded(order -> new ApproveOrder(large));

    // when
    SagaRun<OrderData> saga = kit.start("o-1", ORDER).signal(CONFIRMED.value(), shipped());

    // then
    assertThat(saga)
        .hasIncident(IncidentCode.OUTPUT_TOO_LARGE)
        .hasNotSent(ApproveOrder.class)
        .hasEffects("charge-card");
  }

  @Test
  void shouldRaiseAnIncidentWhenTheJournalsEntryIsTooLarge() {
    // given: the entry holds the reply and the data that it changed
    SagaTestKit<OrderData> kit = OrderKits.bounded(ProductionBoundsTest::approve);
    String large = "x".repeat(OrderKits.MAX_RECORD_BYTES * 3 / 5);
    kit.on("charge-card").succeeds(OrderKits.charged(large));

    // when
    SagaRun<OrderData> saga = kit.start("o-1", ORDER);

    // then
    assertThat(saga).hasIncident(IncidentCode.OUTPUT_TOO_LARGE);
  }

  @Test
  void shouldRefuseTheStartWhenItsFirstTransitionIsTooLarge() {
    // given
    SagaTestKit<OrderData> kit = OrderKits.bounded(ProductionBoundsTest::approve);
    OrderData large = OrderRecords.orderOf(1_000);
    large.setAddress("x".repeat(OrderKits.MAX_RECORD_BYTES));

    // then
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> kit.start("o-1", large))
        .withMessageContaining("at most " + OrderKits.MAX_RECORD_BYTES + " are allowed");
  }

  @Test
  void shouldRaiseAnIncidentWhenAFunctionDoesNotReturn() {
    // given
    CountDownLatch never = new CountDownLatch(1);
    SagaTestKit<OrderData> kit =
        OrderKits.bounded(
            order -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return new ApproveOrder(order.getOrderId());
            });

    // when
    SagaRun<OrderData> saga = kit.start("o-1", ORDER).signal(CONFIRMED.value(), shipped());

    // then
    assertThat(saga).hasIncident(IncidentCode.FUNCTION_TIMED_OUT);
  }

  @Test
  void shouldApplyASignalThatOvertookTheStart() {
    // given
    World<OrderData> world =
        OrderKits.bounded(ProductionBoundsTest::approve).world("o-1", Faults.NONE);

    // when
    world.network().signal(CONFIRMED, shipped());
    world.settle();
    world.network().request(ORDER);
    world.settle();

    // then
    assertThat(world.state().status()).isEqualTo(SagaStatus.COMPLETED);
    assertThat(world.ignored()).isEmpty();
  }

  @Test
  void shouldRefuseASignalWhenTooManyWaitForTheStart() {
    // given
    World<OrderData> world =
        OrderKits.bounded(ProductionBoundsTest::approve).world("o-1", Faults.NONE);
    int max = Limits.ofDefaultConfig().engine().parking().maxPerSaga();

    // when
    for (int sent = 0; sent <= max; sent++) {
      world.network().signal(CONFIRMED, shipped());
    }
    world.settle();

    // then
    assertThat(world.ignored()).extracting(Outcome.Reason::code).containsExactly("NO_SUCH_SAGA");
    assertThat(world.ignored().get(0).message()).contains("no more inputs are kept");
  }
}
