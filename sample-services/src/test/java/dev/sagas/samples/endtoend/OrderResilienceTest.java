package dev.sagas.samples.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.samples.order.OrderFileGenerator;
import dev.sagas.samples.order.SampleOrder;
import dev.sagas.samples.testing.TestDatabase;
import dev.sagas.schema.SagaOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sagas wait for what is away, and go on when it is back. */
class OrderResilienceTest {
  private static final int ORDERS = 40;

  @TempDir private Path directory;
  private EmbeddedBackbone backbone;
  private OrderSystem system;
  private final List<SampleOrder> orders = OrderFileGenerator.orders(ORDERS).toList();

  @BeforeEach
  void start() throws InterruptedException {
    backbone = new EmbeddedBackbone(directory);
    system = new OrderSystem(backbone, directory, TestDatabase.H2, Map.of());
  }

  @AfterEach
  void stop() {
    if (system != null) {
      system.close();
    }
    backbone.close();
  }

  @Test
  void shouldWaitAndThenGoOnWhenAParticipantWasStopped() throws Exception {
    // given
    system.stopService("payments");

    // when
    Map<SampleOrder, CompletableFuture<SagaOutcome>> running = submit();

    // then nothing that needs the payments can end, while refused orders do
    long endWithoutPayments = orders.stream().filter(order -> !needsPayments(order)).count();
    await().atMost(Duration.ofMinutes(1)).until(() -> ended(running).size() == endWithoutPayments);
    assertThat(ended(running)).noneMatch(OrderResilienceTest::needsPayments);

    // when
    system.startService("payments");

    // then
    assertAllAsExpected(running);
  }

  @Test
  void shouldGoOnWhenTheBrokerWasRestarted() throws Exception {
    // given
    Map<SampleOrder, CompletableFuture<SagaOutcome>> running = submit();
    await().atMost(Duration.ofMinutes(1)).until(() -> !ended(running).isEmpty());

    // when
    backbone.restartBroker();

    // then
    assertAllAsExpected(running);
  }

  private Map<SampleOrder, CompletableFuture<SagaOutcome>> submit() {
    return orders.stream().collect(Collectors.toMap(order -> order, order -> system.run(order)));
  }

  private static boolean needsPayments(SampleOrder order) {
    return switch (order.because()) {
      case PAID, CARD_DECLINED, CARRIER_TIMEOUT -> true;
      case CREDIT_REFUSED, UNKNOWN_CUSTOMER, OUT_OF_STOCK -> false;
    };
  }

  private static List<SampleOrder> ended(Map<SampleOrder, CompletableFuture<SagaOutcome>> running) {
    return running.entrySet().stream()
        .filter(order -> order.getValue().isDone())
        .map(Map.Entry::getKey)
        .toList();
  }

  private void assertAllAsExpected(Map<SampleOrder, CompletableFuture<SagaOutcome>> running)
      throws Exception {
    for (Map.Entry<SampleOrder, CompletableFuture<SagaOutcome>> order : running.entrySet()) {
      assertThat(order.getValue().get(3, TimeUnit.MINUTES).getOutcome().name())
          .as(order.getKey().orderId())
          .isEqualTo(order.getKey().expected().name().toUpperCase(Locale.ROOT));
    }
    assertThat(system.checkBooks(orders).violations()).isEmpty();
    assertThat(system.audit().violations()).isEmpty();
  }
}
