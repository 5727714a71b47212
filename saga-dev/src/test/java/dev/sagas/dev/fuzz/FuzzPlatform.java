package dev.sagas.dev.fuzz;

import dev.sagas.dev.kafka.EmbeddedKafka;
import dev.sagas.dev.kafka.EmbeddedKafkaConfig;
import dev.sagas.dev.registry.EmbeddedRegistry;
import dev.sagas.orchestrator.app.Orchestrator;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Broker, registry, orchestrator and participants; the last two can be started again. */
final class FuzzPlatform implements AutoCloseable {
  static final int PARTITIONS = 3;

  /** Short, so that what waits for a start is accounted for soon. */
  private static final long PARKING_MS = 5_000;

  private static final Duration READY_TIMEOUT = Duration.ofMinutes(2);

  private final Path dataDir;
  private final boolean withNights;
  private final EmbeddedKafka kafka;
  private final EmbeddedRegistry registry;
  private Orchestrator orchestrator;
  private Services services;

  /**
   * Starts everything.
   *
   * @param withNights whether schemas with umlauts are deployed
   */
  FuzzPlatform(Path dataDir, boolean withNights)
      throws InterruptedException, SQLException, IOException {
    this.dataDir = dataDir;
    this.withNights = withNights;
    kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.in(dataDir.resolve("kafka")));
    registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0);
    orchestrator = startOrchestrator();
    services = Services.start(client(), withNights);
  }

  /** Starts orchestrator and participants again, and returns when they work. */
  void restart() throws InterruptedException, SQLException, IOException {
    services.close();
    orchestrator.close();
    orchestrator = startOrchestrator();
    services = Services.start(client(), withNights);
  }

  private Orchestrator startOrchestrator() throws InterruptedException {
    Map<String, String> properties = new HashMap<>();
    properties.put(OrchestratorConfig.BOOTSTRAP_SERVERS, kafka.bootstrapServers());
    properties.put(OrchestratorConfig.SCHEMA_REGISTRY_URL, registry.url());
    properties.put(OrchestratorConfig.STATE_DIR, dataDir.resolve("state").toString());
    properties.put(OrchestratorConfig.PARTITIONS, Integer.toString(PARTITIONS));
    properties.put(OrchestratorConfig.HTTP_PORT, "-1");
    properties.put(OrchestratorConfig.GROUP_INSTANCE_ID, "fuzz");
    properties.put(OrchestratorConfig.ANSWER_TOPICS, Workbench.MISSING_TOPIC);
    // Every input without effect is to leave its note.
    properties.put(OrchestratorConfig.MAX_NOTES_PER_SECOND, "1000000");
    properties.put(OrchestratorConfig.PARKING_RETENTION_MS, Long.toString(PARKING_MS));
    properties.put(OrchestratorConfig.DEFINITIONS, definitions());
    Orchestrator started = Orchestrator.start(new OrchestratorConfig(properties));
    if (!started.awaitReady(READY_TIMEOUT)) {
      started.close();
      throw new IllegalStateException("Expected the orchestrator to be ready");
    }
    return started;
  }

  private String definitions() {
    String trips = FuzzedTrip.class.getName() + "," + FuzzedTrip.Pending.class.getName();
    return withNights ? trips + "," + NightTrip.class.getName() : trips;
  }

  /** Where broker and registry are. */
  Map<String, Object> client() {
    return Map.of(
        "bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url());
  }

  /** True while the orchestrator is ready and every participant runs. */
  boolean isWell() {
    return orchestrator.isReady() && services.areRunning();
  }

  /** The {@code max.message.bytes} that each topic has. */
  Map<FuzzTopic, Integer> topicBytes() throws InterruptedException, ExecutionException {
    Map<FuzzTopic, Integer> bytes = new EnumMap<>(FuzzTopic.class);
    Map<ConfigResource, FuzzTopic> topics = new HashMap<>();
    for (FuzzTopic topic : FuzzTopic.values()) {
      topics.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.topic()), topic);
    }
    try (Admin admin = Admin.create(client())) {
      admin
          .describeConfigs(topics.keySet())
          .all()
          .get()
          .forEach(
              (resource, config) ->
                  bytes.put(
                      topics.get(resource),
                      Integer.valueOf(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value())));
    }
    return bytes;
  }

  @Override
  public void close() {
    services.close();
    orchestrator.close();
    registry.close();
    kafka.close();
  }
}
