package dev.sagas.dev.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.dev.engine.Wire;
import dev.sagas.dev.monitoring.MonitoringFiles;
import dev.sagas.dev.platform.DevPlatform;
import dev.sagas.dev.platform.DevPlatformConfig;
import dev.sagas.engine.core.IncidentCode;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.orchestrator.metrics.EngineMeter;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.TopicNames;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.CarCancelled;
import dev.sagas.schema.OperationKind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Prometheus and a collector of traces get from a running orchestrator to which everything has
 * happened once.
 */
class MonitoringBrokerTest {
  @TempDir private static Path dataDir;
  private static TraceCollector collector;
  private static DevPlatform platform;
  private static RunningDeployment deployment;
  private static String page;

  @BeforeAll
  static void letEverythingHappen() throws Exception {
    collector = TraceCollector.start();
    platform =
        DevPlatform.start(
            DevPlatformConfig.in(dataDir)
                .withPartitions(2)
                .with(
                    OrchestratorConfig.DEFINITIONS,
                    MonitoredTrip.class.getName() + "," + MonitoredTrip.Impatient.class.getName())
                .with(OrchestratorConfig.TRACING_ENDPOINT, collector.endpoint())
                .with(OrchestratorConfig.EXPORT_URL, "jdbc:h2:mem:monitored;DB_CLOSE_DELAY=-1")
                .with(OrchestratorConfig.HTTP_PORT, "0"));
    deployment = new RunningDeployment(platform.clientConfig(), TopicNames.DEFAULT);
    letATripBeRejected();
    letATripTimeOut();
    letAReplyBeUnreadable();
    leaveTripsThatWait();
    Trip.soon().untilAsserted(() -> assertThat(missing(scrape())).isEmpty());
    System.gc(); // the meters of the JVM's pauses appear with the first one
    Trip.soon()
        .untilAsserted(() -> assertThat(names(scrape())).contains("jvm_gc_pause_seconds_sum"));
    page = scrape();
  }

  @AfterAll
  static void close() {
    if (deployment != null) {
      deployment.close();
    }
    if (platform != null) {
      platform.close();
    }
    collector.close();
  }

  private static void letATripBeRejected() throws Exception {
    Trip trip = deployment.start(new MonitoredTrip(), "rejected");
    trip.succeed("book-car/execute/1#1", new CarBooked("rejected", "car-1"));
    trip.reject("book-hotel/execute/1#1");
    trip.succeed("book-car/compensate/1#1", new CarCancelled("rejected"));
    trip.awaitStatus(SagaStatus.COMPENSATED);
  }

  private static void letATripTimeOut() throws Exception {
    Trip trip = deployment.start(new MonitoredTrip.Impatient(), "timed-out");
    trip.reject("book-car/compensate/1#1");
    trip.awaitIncident(IncidentCode.COMPENSATION_REJECTED);
    trip.operate(OperationKind.RETRY, "book-car", "again");
    trip.succeed("book-car/compensate/2#1", new CarCancelled("timed-out"));
    trip.awaitStatus(SagaStatus.COMPENSATED);
  }

  private static void letAReplyBeUnreadable() throws Exception {
    deployment
        .wire()
        .send(
            deployment.topics().replies(),
            "nonsense".getBytes(StandardCharsets.UTF_8),
            Map.of(SagaHeaders.SAGA_ID, "rejected"));
  }

  /** One for a participant, one for an operator. */
  private static void leaveTripsThatWait() throws Exception {
    deployment.start(new MonitoredTrip(), "waiting").command("book-car/execute/1#1");
    Trip broken = deployment.start(new MonitoredTrip.Impatient(), "broken");
    broken.reject("book-car/compensate/1#1");
    broken.awaitIncident(IncidentCode.COMPENSATION_REJECTED);
  }

  private static String scrape() throws Exception {
    URI uri =
        URI.create(
            "http://127.0.0.1:" + platform.orchestrator().httpPort().orElseThrow() + "/metrics");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static Set<String> missing(String scraped) {
    Set<String> names = names(scraped);
    return Stream.of(EngineMeter.values())
        .map(MonitoringBrokerTest::series)
        .filter(name -> !names.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String series(EngineMeter meter) {
    return switch (meter.kind()) {
      case COUNTER, GAUGE, AGE -> meter.prometheusName();
      case LATENCY, DURATION -> meter.prometheusName() + "_bucket";
      case SUMMARY, QUICK -> meter.prometheusName() + "_count";
    };
  }

  private static Set<String> names(String scraped) {
    return scraped
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("[{ ]", 2)[0])
        .collect(Collectors.toSet());
  }

  @Test
  void shouldShowEveryMetricOfTheTable() {
    assertThat(missing(page)).isEmpty();
  }

  @Test
  void shouldShowWhatKafkaStreamsAndTheMachineSayOfThemselves() {
    assertThat(names(page))
        .contains(
            "kafka_stream_alive_stream_threads",
            "kafka_stream_thread_commit_latency_max",
            "kafka_consumer_fetch_manager_records_lag_max",
            "kafka_producer_record_send_total",
            "jvm_memory_used_bytes",
            "disk_free_bytes",
            "process_cpu_usage");
  }

  @Test
  void shouldShowEverySeriesThatDashboardsAndAlertsRead() throws Exception {
    // given
    Set<String> read = MonitoringFiles.series();

    // then
    assertThat(read).hasSizeGreaterThan(40);
    assertThat(names(page)).containsAll(read);
  }

  @Test
  void shouldExportTheSpanThatACommandNamesAsItsParent() {
    // given
    String[] parent =
        Wire.header(
                deployment.trip("rejected").command("book-car/execute/1#1"),
                SagaHeaders.TRACE_PARENT)
            .split("-", 4);

    // then
    Trip.soon()
        .untilAsserted(
            () -> {
              assertThat(collector.hasReceivedText("book-car attempt")).isTrue();
              assertThat(collector.hasReceivedText("undo book-car")).isTrue();
              assertThat(collector.hasReceivedId(parent[1])).as("trace").isTrue();
              assertThat(collector.hasReceivedId(parent[2])).as("span").isTrue();
            });
  }

  /** One command, which nobody reads; the marker of its transaction is not counted. */
  @Test
  void shouldCountTheCommandsThatWaitForAParticipant() {
    Trip.soon()
        .untilAsserted(
            () ->
                assertThat(scrape().lines())
                    .contains(
                        "saga_participant_lag{participant=\"hotels\"} 1.0",
                        "saga_participant_members{participant=\"hotels\"} 0.0"));
  }

  @Test
  void shouldNameNoSaga() {
    assertThat(page).doesNotContain("timed-out").contains("code=\"TIMED_OUT\"");
  }
}
