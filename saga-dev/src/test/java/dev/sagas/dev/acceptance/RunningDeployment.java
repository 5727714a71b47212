package dev.sagas.dev.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.audit.Audit;
import dev.sagas.audit.AuditReport;
import dev.sagas.client.SagaClient;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.dev.checker.HistoryChecker;
import dev.sagas.dev.checker.HistoryReader;
import dev.sagas.dev.checker.ObservedHistory;
import dev.sagas.dev.engine.Wire;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.EngineNames;
import dev.sagas.engine.wire.WrittenRecords;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.TopicNames;
import dev.sagas.samples.schema.trip.TripData;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A running deployment of the orchestrator as seen from outside: through its topics. */
final class RunningDeployment implements AutoCloseable {
  private final Map<String, Object> clientConfig;
  private final TopicNames topics;
  private final Wire wire;
  private final SagaClient client;
  private final WrittenRecords written;
  private final CommittedRecords records;

  /** The deployment must have been ready once, so that all its topics exist. */
  RunningDeployment(Map<String, Object> clientConfig, TopicNames topics) {
    this.clientConfig = clientConfig;
    this.topics = topics;
    wire = new Wire(clientConfig);
    client = SagaClient.connect(clientConfig, topics);
    written = WrittenRecords.open(clientConfig, topics);
    records =
        CommittedRecords.of(
            clientConfig,
            topics,
            Set.of(topics.journal(), topics.outcomes(), checkpointTopic(), parkingTopic()));
  }

  Map<String, Object> clientConfig() {
    return clientConfig;
  }

  TopicNames topics() {
    return topics;
  }

  Wire wire() {
    return wire;
  }

  SagaClient client() {
    return client;
  }

  WrittenRecords written() {
    return written;
  }

  CommittedRecords records() {
    return records;
  }

  String checkpointTopic() {
    return EngineNames.checkpointChangelog(applicationId());
  }

  String parkingTopic() {
    return applicationId() + "-" + EngineNames.PARKING_STORE + "-changelog";
  }

  private String applicationId() {
    return topics.prefix() + "saga-orchestrator";
  }

  /** A trip of five days; its saga is not started yet. */
  Trip trip(String id) {
    return new Trip(this, id);
  }

  /** Requests a saga for a trip. */
  Trip start(SagaDefinition<TripData> definition, String id) throws Exception {
    return start(definition, id, 5);
  }

  Trip start(SagaDefinition<TripData> definition, String id, int days) throws Exception {
    wire.send(
        topics.requests(),
        wire.encode(
            topics.requests(),
            new TripData(id, "Ada", "compact", "Ritz", "OS 1", days, null, null, null)),
        Map.of(SagaHeaders.SAGA_ID, id, SagaHeaders.TYPE, definition.define().type().value()));
    return trip(id);
  }

  /** What the audit has counted, after it has found nothing. */
  AuditReport.Counts auditedClean() {
    AuditReport report = Audit.run(Deployment.of(clientConfig).withTopics(topics));
    assertThat(report.violations()).isEmpty();
    assertThat(report.unprovable()).isEmpty();
    await().untilAsserted(() -> assertThat(HistoryChecker.check(history())).isEmpty());
    return report.counts();
  }

  /** The participants are played by the tests: there are no databases with effects. */
  private ObservedHistory history() {
    return new ObservedHistory(
        new HistoryReader(topics, applicationId()).read(clientConfig),
        List.of(),
        Set.of(),
        List.of(),
        List.of());
  }

  @Override
  public void close() {
    records.close();
    written.close();
    client.close();
    wire.close();
  }
}
