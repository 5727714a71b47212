package dev.sagas.samples.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.cli.SagaCli;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.journal.CheckReport;
import dev.sagas.engine.journal.SagaHistory;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.protocol.Action;
import dev.sagas.samples.order.OrderFileGenerator;
import dev.sagas.samples.order.OrderFulfilment;
import dev.sagas.samples.order.SampleOrder;
import dev.sagas.samples.order.SampleOrder.Because;
import dev.sagas.samples.readme.DeploymentGate;
import dev.sagas.samples.testing.TestDatabase;
import dev.sagas.testkit.ReplayedHistory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** An order whose carrier did not answer: before the failure, at it, and half-way back. */
class OrderTimeTravelTest {
  private static EmbeddedBackbone backbone;
  private static SampleOrder order;
  private static SampleOrder paid;
  private static List<JournalEntry> history;

  @BeforeAll
  static void runTheOrders(@TempDir Path directory) throws Exception {
    backbone = new EmbeddedBackbone(directory);
    order = first(Because.CARRIER_TIMEOUT);
    paid = first(Because.PAID);
    try (OrderSystem system = new OrderSystem(backbone, directory, TestDatabase.H2, Map.of())) {
      system.run(order).get(3, TimeUnit.MINUTES);
      system.run(paid).get(3, TimeUnit.MINUTES);
    }
    history = SagaHistory.of(Deployment.of(backbone.clientConfig()), order.sagaId());
  }

  private static SampleOrder first(Because because) {
    return OrderFileGenerator.orders(100)
        .filter(candidate -> candidate.because() == because)
        .findFirst()
        .orElseThrow();
  }

  @AfterAll
  static void stop() {
    backbone.close();
  }

  @Test
  void shouldShowTheOrderBeforeTheFailureAtItAndHalfWayBack() throws Exception {
    // given
    long failure = revisionOf(SagaEvent.UnwindStarted.class::isInstance);
    long halfWay =
        revisionOf(
            event ->
                event instanceof SagaEvent.CommandIssued issued
                    && issued.action() == Action.COMPENSATE
                    && issued.step().value().equals("reserve-stock"));

    // when
    JsonNode before = state(failure - 1);
    JsonNode at = state(failure);
    JsonNode half = state(halfWay);

    // then
    assertThat(before.get("status").asText()).isEqualTo("RUNNING");
    assertThat(statuses(before)).containsEntry("charge-card", "SUCCEEDED");
    assertThat(before.get("data").get("paymentId").isTextual()).isTrue();
    assertThat(at.get("status").asText()).isEqualTo("COMPENSATING");
    assertThat(statuses(at)).containsEntry("book-shipment", "COMPENSATING");
    assertThat(statuses(half))
        .containsEntry("book-shipment", "COMPENSATED")
        .containsEntry("charge-card", "COMPENSATED")
        .containsEntry("reserve-stock", "COMPENSATING")
        .containsEntry("reserve-credit", "SUCCEEDED")
        .containsEntry("create-order", "SUCCEEDED");
  }

  @Test
  void shouldTellWhatThePaymentChangedWhenTwoRevisionsAreCompared() throws Exception {
    // given
    long paid =
        revisionOf(
            event ->
                event instanceof SagaEvent.StepSucceeded succeeded
                    && succeeded.step().value().equals("charge-card"));

    // when
    JsonNode diff = saga("--diff", Long.toString(paid - 1), Long.toString(paid), "--output=json");

    // then
    Map<String, JsonNode> changes =
        StreamSupport.stream(diff.get("changes").spliterator(), false)
            .collect(Collectors.toMap(change -> change.get("path").asText(), change -> change));
    assertThat(changes).containsKeys("steps.charge-card.status", "data.paymentId");
    assertThat(changes.get("data.paymentId").get("before").isNull()).isTrue();
    assertThat(changes.get("data.paymentId").get("after").isTextual()).isTrue();
  }

  /**
   * With {@code -Dsaga.history.write=FILE} the history that other tests replay is written again.
   */
  @Test
  void shouldDecideAsRecordedWhenTheOrdersAreExported(@TempDir Path directory) {
    // given
    Path file =
        Optional.ofNullable(System.getProperty("saga.history.write"))
            .map(Path::of)
            .orElse(directory.resolve("orders.avro"));

    // when
    int exitCode = run(new StringWriter(), order.orderId(), paid.orderId(), "--export=" + file);

    // then
    assertThat(exitCode).isZero();
    ReplayedHistory.of(file).with(new OrderFulfilment()).shouldDecideAsRecorded();
  }

  @Test
  void shouldBreakNothingWhenTheSameDefinitionIsToBeDeployed() {
    // when
    CheckReport report =
        DeploymentGate.check(backbone.clientConfig(), List.of(new OrderFulfilment()));

    // then
    assertThat(report.breaks()).isEmpty();
    assertThat(report.counts().ended()).isEqualTo(2);
  }

  private static long revisionOf(Predicate<SagaEvent> wanted) {
    return history.stream()
        .filter(entry -> entry.note().isEmpty() && entry.events().stream().anyMatch(wanted))
        .mapToLong(JournalEntry::revision)
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> statuses(JsonNode saga) {
    return StreamSupport.stream(saga.get("steps").spliterator(), false)
        .collect(
            Collectors.toMap(
                step -> step.get("name").asText(), step -> step.get("status").asText()));
  }

  private static JsonNode state(long revision) throws Exception {
    return saga("--revision=" + revision, "--data", "--output=json");
  }

  private static JsonNode saga(String... options) throws Exception {
    StringWriter out = new StringWriter();
    List<String> all = new ArrayList<>(List.of(order.orderId()));
    all.addAll(List.of(options));
    assertThat(run(out, all.toArray(String[]::new))).isZero();
    return new ObjectMapper().readTree(out.toString());
  }

  private static int run(StringWriter out, String... options) {
    CommandLine cli = SagaCli.commandLine();
    cli.setOut(new PrintWriter(out, true));
    List<String> all = new ArrayList<>(List.of("replay"));
    all.addAll(List.of(options));
    all.add("--bootstrap-server=" + backbone.bootstrapServers());
    all.add("--schema-registry=" + backbone.registryUrl());
    return cli.execute(all.toArray(String[]::new));
  }
}
