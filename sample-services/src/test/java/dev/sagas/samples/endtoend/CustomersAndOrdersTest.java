package dev.sagas.samples.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.audit.Audit;
import dev.sagas.client.SagaClient;
import dev.sagas.client.SagaStart;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.journal.SagaHistory;
import dev.sagas.engine.wire.Cause;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.samples.customers.CustomersService;
import dev.sagas.samples.orders.OrdersService;
import dev.sagas.samples.payments.PaymentsService;
import dev.sagas.samples.schema.order.OrderData;
import dev.sagas.samples.schema.order.OrderLine;
import dev.sagas.samples.testing.SampleCluster;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.SagaOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An order is placed: the ways in which credit and payment can go, told by the databases. */
class CustomersAndOrdersTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String CHARGE = "/charge-card/execute/";

  /** What a private customer may owe. */
  private static final long CREDIT_CENTS = 10_000;

  @TempDir private static Path directory;
  private static SampleCluster cluster;
  private static SagaClient client;

  @BeforeAll
  static void start() {
    cluster =
        SampleCluster.start(
            directory,
            List.of(OrdersService.SERVICE, CustomersService.SERVICE, PaymentsService.SERVICE),
            OrderPlacement.class);
    client = SagaClient.connect(cluster.platform().clientConfig());
  }

  @AfterAll
  static void stop() {
    try {
      assertThat(Audit.run(auditConfig()).violations()).isEmpty();
    } finally {
      client.close();
      cluster.close();
    }
  }

  private record Order(String id, String customer, String card, long cents) {
    OrderData data() {
      return OrderData.newBuilder()
          .setOrderId(id)
          .setCustomerId(customer)
          .setLines(List.of(new OrderLine("lamp", 1, cents)))
          .setTotalCents(cents)
          .setCurrency("EUR")
          .setCardToken(card)
          .setCarrier("none")
          .setAddress("nowhere")
          .build();
    }
  }

  @Test
  void shouldApproveTheOrderWhenCreditIsReserved() throws Exception {
    // given
    Order order = new Order("within-credit", "private-00", "card-000", CREDIT_CENTS);

    // when
    SagaOutcome outcome = ended(place(order));

    // then
    assertThat(outcome.getOutcome()).isEqualTo(OutcomeKind.COMPLETED);
    assertThat(orders(order, "APPROVED")).isEqualTo(1);
    assertThat(reservedCents("private-00")).isEqualTo(CREDIT_CENTS);
    assertThat(chargedCents("card-000")).isEqualTo(CREDIT_CENTS);
  }

  @Test
  void shouldCancelTheOrderWhenCreditIsExceeded() throws Exception {
    // given
    Order order = new Order("beyond-credit", "private-01", "card-001", CREDIT_CENTS + 1);

    // when
    SagaOutcome outcome = ended(place(order));

    // then
    assertUndone(outcome, "reserve-credit", "CREDIT_LIMIT_EXCEEDED");
    assertThat(orders(order, "CANCELLED")).isEqualTo(1);
    assertThat(reservedCents("private-01")).isZero();
    assertThat(chargedCents("card-001")).isZero();
  }

  @Test
  void shouldCancelTheOrderWhenNobodyKnowsTheCustomer() throws Exception {
    // given
    Order order = new Order("unknown-customer", "nobody", "card-002", 100);

    // when
    SagaOutcome outcome = ended(place(order));

    // then
    assertUndone(outcome, "reserve-credit", "UNKNOWN_CUSTOMER");
    assertThat(orders(order, "CANCELLED")).isEqualTo(1);
    assertThat(chargedCents("card-002")).isZero();
  }

  @Test
  void shouldCancelTheOrderAndReleaseTheCreditWhenThePaymentIsDeclined() throws Exception {
    // given
    Order order = new Order("declined", "private-03", "card-blocked-0", 100);

    // when
    SagaOutcome outcome = ended(place(order));

    // then
    assertUndone(outcome, "charge-card", "CARD_DECLINED");
    assertThat(orders(order, "CANCELLED")).isEqualTo(1);
    assertThat(reservedCents("private-03")).isZero();
    assertThat(
            cluster.number(
                CustomersService.SERVICE,
                """
                SELECT COUNT(*)
                FROM credit_reservation
                WHERE order_id = 'declined' AND status = 'RELEASED'
                """))
        .isEqualTo(1);
    assertThat(chargedCents("card-blocked-0")).isZero();
  }

  @Test
  void shouldChargeOnceWhenPaymentsIsAwayForAWhile() throws Exception {
    // given
    Order order = new Order("payments-away", "private-04", "card-004", 700);
    cluster.stop(PaymentsService.SERVICE);
    CompletableFuture<SagaOutcome> running;
    try {
      running = place(order);
      await().atMost(LIMIT).until(() -> attempts(order) >= 3);
      assertThat(running).isNotDone();
    } finally {
      // when
      cluster.start(PaymentsService.SERVICE);
    }

    // then
    assertThat(ended(running).getOutcome()).isEqualTo(OutcomeKind.COMPLETED);
    assertThat(orders(order, "APPROVED")).isEqualTo(1);

    // when: the last of the attempts is answered as well
    await().atMost(LIMIT).until(() -> answers(order) == attempts(order));

    // then
    assertThat(chargedCents("card-004")).isEqualTo(700);
    assertThat(
            cluster.number(
                PaymentsService.SERVICE,
                "SELECT COUNT(*) FROM payment WHERE order_id = 'payments-away'"))
        .isEqualTo(1);
  }

  private static CompletableFuture<SagaOutcome> place(Order order) {
    return client.startAndAwait(SagaStart.of(OrderPlacement.TYPE, order.id(), order.data()), LIMIT);
  }

  private static SagaOutcome ended(CompletableFuture<SagaOutcome> running) throws Exception {
    return running.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private static void assertUndone(SagaOutcome outcome, String step, String why) {
    assertThat(outcome.getOutcome()).isEqualTo(OutcomeKind.COMPENSATED);
    assertThat(outcome.getFailedStep()).isEqualTo(step);
    assertThat(outcome.getReasonCode()).isEqualTo(why);
  }

  private static long orders(Order order, String status) throws Exception {
    return cluster.number(
        OrdersService.SERVICE,
        "SELECT COUNT(*) FROM customer_order WHERE order_id = '%s' AND status = '%s'"
            .formatted(order.id(), status));
  }

  private static long reservedCents(String customer) throws Exception {
    return cluster.number(
        CustomersService.SERVICE,
        "SELECT reserved_cents FROM customer WHERE customer_id = '%s'".formatted(customer));
  }

  private static long chargedCents(String card) throws Exception {
    return SampleCluster.number(
        cluster.outside().dataSource(),
        "SELECT charged_cents FROM card WHERE card_token = '%s'".formatted(card));
  }

  /** How often payments was asked to charge the order's card. */
  private static long attempts(Order order) {
    return history(order).stream()
        .flatMap(entry -> entry.commands().stream())
        .filter(command -> command.commandId().contains(CHARGE))
        .count();
  }

  /** How often it answered. */
  private static long answers(Order order) {
    return history(order).stream()
        .map(JournalEntry::cause)
        .filter(cause -> cause.kind() == Cause.Kind.REPLY)
        .filter(cause -> cause.headers().get(SagaHeaders.IN_REPLY_TO).contains(CHARGE))
        .count();
  }

  private static List<JournalEntry> history(Order order) {
    return SagaHistory.of(auditConfig(), new SagaId(order.id()));
  }

  private static Deployment auditConfig() {
    return Deployment.of(cluster.platform().clientConfig());
  }
}
