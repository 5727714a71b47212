package dev.sagas.samples.endtoend;

import static dev.sagas.samples.endtoend.ShippingProbe.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.audit.Audit;
import dev.sagas.client.SagaClient;
import dev.sagas.client.SagaStart;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaType;
import dev.sagas.samples.customers.CustomersService;
import dev.sagas.samples.inventory.InventoryService;
import dev.sagas.samples.order.OrderBooks;
import dev.sagas.samples.order.OrderFileGenerator;
import dev.sagas.samples.order.OrderFulfilment;
import dev.sagas.samples.order.SampleOrder;
import dev.sagas.samples.order.SampleOrder.Because;
import dev.sagas.samples.orders.OrdersService;
import dev.sagas.samples.payments.PaymentsService;
import dev.sagas.samples.service.DatabaseSettings;
import dev.sagas.samples.service.RunningService;
import dev.sagas.samples.service.ServiceConfig;
import dev.sagas.samples.service.ServiceDatabase;
import dev.sagas.samples.service.Sql;
import dev.sagas.samples.shipping.ShippingService;
import dev.sagas.samples.testing.SampleCluster;
import dev.sagas.samples.testing.TestDatabase;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.SagaOutcome;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order saga with its shipping service written for Node.js, on PostgreSQL. */
@Tag("interop")
class NodeShippingTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String REPLIES = "saga.replies";

  /** Forty orders of all kinds, and some whose carrier never answers. */
  private static final List<SampleOrder> ORDERS =
      Stream.concat(
              OrderFileGenerator.orders(40),
              OrderFileGenerator.orders(400)
                  .skip(40)
                  .filter(order -> order.because() == Because.CARRIER_TIMEOUT)
                  .limit(3))
          .toList();

  @TempDir private static Path directory;
  private static SampleCluster cluster;
  private static SagaClient client;
  private static ShippingProbe probe;
  private static Backbone backbone;
  private static DatabaseSettings settings;
  private static ServiceDatabase shipping;

  private NodeShipping node;

  @BeforeAll
  static void startCluster() throws Exception {
    NodeShipping.assumeInstalled();
    cluster =
        SampleCluster.start(
            directory,
            List.of(
                OrdersService.SERVICE,
                CustomersService.SERVICE,
                InventoryService.SERVICE,
                PaymentsService.SERVICE),
            OrderFulfilment.class);
    backbone = new ClusterBackbone(cluster);
    client = SagaClient.connect(cluster.platform().clientConfig());
    probe = new ShippingProbe(backbone);
    settings = TestDatabase.POSTGRESQL.create(directory);
    // The tables are those of the Java service, made by its migrations.
    shipping = ShippingService.SERVICE.openDatabase(settings);
  }

  @AfterAll
  static void stopCluster() {
    if (cluster == null) {
      return;
    }
    probe.close();
    client.close();
    shipping.close();
    cluster.close();
  }

  @BeforeEach
  void startNode() throws Exception {
    node =
        NodeShipping.start(
            backbone, settings, cluster.outside().url(), directory.resolve("node.log"));
  }

  // Gently, else the next one waits until the group has noticed.
  @AfterEach
  void stopNode() throws Exception {
    try (NodeShipping last = node) {
      last.stop();
    }
  }

  /** Broker and registry of a cluster that somebody else starts and stops. */
  private record ClusterBackbone(SampleCluster cluster) implements Backbone {
    @Override
    public String bootstrapServers() {
      return cluster.platform().kafka().bootstrapServers();
    }

    @Override
    public String registryUrl() {
      return cluster.platform().registry().url();
    }

    @Override
    public void close() {}
  }

  @Test
  void shouldEndEveryOrderAsExpectedWhenShippingRunsOnNode() throws Exception {
    // when
    Map<SampleOrder, CompletableFuture<SagaOutcome>> running = new LinkedHashMap<>();
    ORDERS.forEach(order -> running.put(order, run(order)));

    // then
    for (Map.Entry<SampleOrder, CompletableFuture<SagaOutcome>> order : running.entrySet()) {
      SagaOutcome outcome = order.getValue().get(1, TimeUnit.MINUTES);
      assertThat(outcome.getOutcome().name().toLowerCase(Locale.ROOT))
          .as(order.getKey().orderId() + " " + order.getKey().because())
          .isEqualTo(order.getKey().expected().name().toLowerCase(Locale.ROOT));
    }
    assertThat(books().check(ORDERS).violations()).isEmpty();
    assertThat(Audit.run(Deployment.of(cluster.platform().clientConfig())).violations()).isEmpty();
    assertThat(number("SELECT COUNT(*) FROM shipment WHERE status = 'BOOKED' AND order_id LIKE ?"))
        .isEqualTo(ordersThat(Because.PAID));
    assertThat(fenceRows("SUCCEEDED")).isEqualTo(ordersThat(Because.PAID));
    // Whether the carrier that never answers was booked, nobody knew: the booking was cancelled.
    assertThat(ordersThat(Because.CARRIER_TIMEOUT)).isPositive();
    assertThat(fenceRows("STARTED")).isEqualTo(ordersThat(Because.CARRIER_TIMEOUT));
    assertThat(node.stop()).as(node.log()).isZero();
  }

  @Test
  void shouldCancelShipmentWhenLaterStepIsRejected() throws Exception {
    // given: an order that waits for shipping, and cannot be approved when that is done
    node.stop();
    SampleOrder order = paidOrder("order-turned-back");
    CompletableFuture<SagaOutcome> outcome = run(order);
    await()
        .atMost(LIMIT)
        .until(() -> probeCount("SELECT COUNT(*) FROM payment WHERE order_id = '%s'", order) == 1);
    cluster.stop(PaymentsService.SERVICE);
    setStatus(order, "CANCELLED");

    // when
    startNode();

    // then
    await().atMost(LIMIT).until(() -> statusOfShipment(order).equals("CANCELLED"));
    setStatus(order, "PENDING");
    cluster.start(PaymentsService.SERVICE);
    assertThat(outcome.get(1, TimeUnit.MINUTES).getOutcome()).isEqualTo(OutcomeKind.COMPENSATED);
    assertThat(outcome.join().getReasonCode()).isEqualTo("ORDER_NOT_PENDING");
    assertThat(
            number(
                """
                SELECT COUNT(*)
                FROM saga_fence
                WHERE execute_state = 'SUCCEEDED'
                AND compensate_outcome = 'SUCCEEDED' AND execute_key LIKE ?
                """,
                order.orderId() + "/%"))
        .isEqualTo(1);
  }

  @Test
  void shouldSendRecordedReplyWhenCommandComesAgainToEitherLanguage() throws Exception {
    // given
    SampleOrder order = paidOrder("order-again");
    assertThat(run(order).get(1, TimeUnit.MINUTES).getOutcome()).isEqualTo(OutcomeKind.COMPLETED);
    ConsumerRecord<byte[], byte[]> command =
        probe
            .await(
                ShippingProbe.COMMANDS,
                1,
                record -> new String(record.key(), UTF_8).equals(order.orderId()))
            .get(0);
    String commandId = header(command.headers(), SagaHeaders.COMMAND_ID);

    // when: Node gets it again
    probe.sendAgain(command);
    probe.answers(REPLIES, 2, commandId);

    // when: Java takes over, on the same tables
    assertThat(node.stop()).as(node.log()).isZero();
    try (RunningService java = ShippingService.SERVICE.start(serviceConfig(), settings)) {
      probe.sendAgain(command);

      // then
      List<ConsumerRecord<byte[], byte[]>> replies = probe.answers(REPLIES, 3, commandId);
      assertThat(replies)
          .allSatisfy(reply -> assertThat(reply.value()).isEqualTo(replies.get(0).value()))
          .allSatisfy(
              reply ->
                  assertThat(header(reply.headers(), SagaHeaders.OUTCOME)).isEqualTo("succeeded"));
      assertThat(java.isRunning()).isTrue();
    }
    assertThat(number("SELECT COUNT(*) FROM shipment WHERE order_id LIKE ?", order.orderId()))
        .isEqualTo(1);
  }

  @Test
  void shouldSendReplyThatJavaRecordedWhenNodeTakesOver() throws Exception {
    // given
    node.stop();
    SampleOrder order = paidOrder("order-of-java");
    try (RunningService java = ShippingService.SERVICE.start(serviceConfig(), settings)) {
      assertThat(run(order).get(1, TimeUnit.MINUTES).getOutcome()).isEqualTo(OutcomeKind.COMPLETED);
      assertThat(java.isRunning()).isTrue();
    }
    ConsumerRecord<byte[], byte[]> command =
        probe
            .await(
                ShippingProbe.COMMANDS,
                1,
                record -> new String(record.key(), UTF_8).equals(order.orderId()))
            .get(0);

    // when
    startNode();
    probe.sendAgain(command);

    // then
    List<ConsumerRecord<byte[], byte[]>> replies =
        probe.answers(REPLIES, 2, header(command.headers(), SagaHeaders.COMMAND_ID));
    assertThat(replies.get(1).value()).isEqualTo(replies.get(0).value());
    assertThat(number("SELECT COUNT(*) FROM shipment WHERE order_id LIKE ?", order.orderId()))
        .isEqualTo(1);
  }

  private static CompletableFuture<SagaOutcome> run(SampleOrder order) {
    return client.startAndAwait(
        SagaStart.of(new SagaType(OrderFulfilment.TYPE), order.sagaId(), order.toData()), LIMIT);
  }

  /** An order like the first that is paid for, with another id. */
  private static SampleOrder paidOrder(String orderId) {
    SampleOrder like =
        ORDERS.stream().filter(o -> o.because() == Because.PAID).findFirst().orElseThrow();
    return new SampleOrder(
        orderId,
        like.customerId(),
        like.lines(),
        like.totalCents(),
        like.currency(),
        like.cardToken(),
        like.carrier(),
        like.address(),
        like.expected(),
        like.because());
  }

  private static ServiceConfig serviceConfig() {
    return ServiceConfig.of(
        Map.of(
            ServiceConfig.BOOTSTRAP_SERVERS,
            backbone.bootstrapServers(),
            ServiceConfig.REGISTRY_URL,
            backbone.registryUrl(),
            ServiceConfig.OUTSIDE_URL,
            cluster.outside().url().toString()));
  }

  private static long ordersThat(Because because) {
    return ORDERS.stream().filter(order -> order.because() == because).count();
  }

  private static OrderBooks books() {
    return new OrderBooks(
        cluster.database(OrdersService.SERVICE),
        cluster.database(CustomersService.SERVICE),
        cluster.database(InventoryService.SERVICE),
        cluster.database(PaymentsService.SERVICE),
        shipping.dataSource(),
        cluster.outside().dataSource());
  }

  private static void setStatus(SampleOrder order, String status) throws Exception {
    try (Connection orders = cluster.database(OrdersService.SERVICE).getConnection()) {
      new Sql(orders)
          .update(
              "UPDATE customer_order SET status = ? WHERE order_id = ?", status, order.orderId());
    }
  }

  private static long probeCount(String sql, SampleOrder order) throws Exception {
    return cluster.number(PaymentsService.SERVICE, sql.formatted(order.orderId()));
  }

  private static String statusOfShipment(SampleOrder order) throws Exception {
    try (Connection connection = shipping.dataSource().getConnection()) {
      return new Sql(connection)
          .first(
              "SELECT status FROM shipment WHERE order_id = ?",
              row -> row.getString(1),
              order.orderId())
          .orElse("none");
    }
  }

  /** Rows of the fence that the generated orders left, by the state of their execute. */
  private static long fenceRows(String state) throws Exception {
    return number(
        "SELECT COUNT(*) FROM saga_fence WHERE execute_state = '%s' AND execute_key LIKE ?"
            .formatted(state),
        "order-0%");
  }

  private static long number(String sql) throws Exception {
    return number(sql, "order-0%");
  }

  private static long number(String sql, String like) throws Exception {
    try (Connection connection = shipping.dataSource().getConnection()) {
      return new Sql(connection).first(sql, row -> row.getLong(1), like).orElseThrow();
    }
  }
}
