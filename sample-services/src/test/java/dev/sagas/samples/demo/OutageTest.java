package dev.sagas.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.client.SagaClient;
import dev.sagas.protocol.TopicNames;
import dev.sagas.samples.customers.CustomersService;
import dev.sagas.samples.inventory.InventoryService;
import dev.sagas.samples.order.OrderBooks;
import dev.sagas.samples.order.OrderFileGenerator;
import dev.sagas.samples.order.SampleOrder;
import dev.sagas.samples.order.SampleOrder.Because;
import dev.sagas.samples.orders.OrdersService;
import dev.sagas.samples.payments.PaymentsService;
import dev.sagas.samples.shipping.ShippingService;
import dev.sagas.samples.testing.SampleCluster;
import dev.sagas.schema.OutcomeKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is away for a while delays the sagas, and nothing else. */
@Tag("crash")
class OutageTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Set<Because> ENDED_BEFORE_THE_BANK =
      EnumSet.of(Because.CREDIT_REFUSED, Because.UNKNOWN_CUSTOMER, Because.OUT_OF_STOCK);

  @TempDir private Path directory;
  private final List<SampleOrder> orders = OrderFileGenerator.orders(60).toList();
  private final OrderRun run = new OrderRun(orders, 60, new AtomicInteger()::set);
  private SampleCluster cluster;
  private OutcomeTail tail;
  private SagaClient client;

  @BeforeEach
  void start() throws Exception {
    cluster = SampleCluster.start(directory, EmbeddedEnvironment.SERVICES);
    tail = OutcomeTail.open(new Environment(cluster), run::ended);
    tail.readPast();
    client = SagaClient.connect(cluster.platform().clientConfig());
  }

  @AfterEach
  void stop() {
    client.close();
    tail.close();
    cluster.close();
  }

  @Test
  void shouldWaitForTheParticipantAndThenCompleteWhenItIsStoppedForAWhile() throws Exception {
    // given
    cluster.stop(InventoryService.SERVICE);

    // when
    assertThat(run.submitAll(client, PATIENCE)).isTrue();

    // then
    await().atMost(PATIENCE).until(() -> run.endedCount() > 0);
    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(20))
        .until(() -> run.result().count(OutcomeKind.COMPLETED) == 0);

    // when
    cluster.start(InventoryService.SERVICE);

    // then
    assertEverythingEndedAsExpected();
  }

  @Test
  void shouldWaitForTheBankAndThenCompleteWhenItIsAwayForAWhile() throws Exception {
    // given
    cluster.stopOutside();

    // when
    assertThat(run.submitAll(client, PATIENCE)).isTrue();

    // then: orders that never come to the bank end, all others wait for it
    long turnedBack =
        orders.stream().filter(order -> ENDED_BEFORE_THE_BANK.contains(order.because())).count();
    await().atMost(PATIENCE).until(() -> run.endedCount() == turnedBack);
    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(20))
        .until(() -> run.endedCount() == turnedBack);

    // when
    cluster.startOutside();

    // then
    assertEverythingEndedAsExpected();
  }

  @Test
  void shouldGoOnWhenTheBrokerIsRestarted() throws Exception {
    // given
    assertThat(run.submitAll(client, PATIENCE)).isTrue();
    await().atMost(PATIENCE).until(() -> run.endedCount() > 0);
    assertThat(run.endedCount()).isLessThan(orders.size());

    // when
    cluster.platform().kafka().restart();

    // then
    assertEverythingEndedAsExpected();
  }

  private void assertEverythingEndedAsExpected() throws Exception {
    assertThat(run.awaitEnd(PATIENCE)).isTrue();
    assertThat(run.result().surprises()).isEmpty();
    Environment environment = new Environment(cluster);
    assertThat(environment.books().orElseThrow().check(orders).violations()).isEmpty();
    assertThat(Journal.of(environment).audit().violations()).isEmpty();
  }

  private record Environment(SampleCluster cluster) implements DemoEnvironment {
    @Override
    public Map<String, Object> clientSettings() {
      return cluster.platform().clientConfig();
    }

    @Override
    public TopicNames topics() {
      return TopicNames.DEFAULT;
    }

    @Override
    public Optional<OrderBooks> books() {
      return Optional.of(
          new OrderBooks(
              cluster.database(OrdersService.SERVICE),
              cluster.database(CustomersService.SERVICE),
              cluster.database(InventoryService.SERVICE),
              cluster.database(PaymentsService.SERVICE),
              cluster.database(ShippingService.SERVICE),
              cluster.outside().dataSource()));
    }

    @Override
    public void close() {}
  }
}
