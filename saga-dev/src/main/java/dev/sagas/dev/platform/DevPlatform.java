package dev.sagas.dev.platform;

import dev.sagas.dev.kafka.EmbeddedKafka;
import dev.sagas.dev.kafka.EmbeddedKafkaConfig;
import dev.sagas.dev.kafka.OwnerOnly;
import dev.sagas.dev.registry.EmbeddedRegistry;
import dev.sagas.orchestrator.app.DefinitionTrial;
import dev.sagas.orchestrator.app.Orchestrator;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Broker, registry and orchestrator in this process, their data in one directory.
 *
 * <ul>
 *   <li>Started again on the same directory it continues where it stopped, however it ended.
 *   <li>Only its owner can read the directory, if the file system supports owners.
 *   <li>A single broker without fsync survives a crash of its process, but not of its machine.
 * </ul>
 */
public final class DevPlatform implements AutoCloseable {
  private static final Duration READY_TIMEOUT = Duration.ofMinutes(2);

  private final EmbeddedKafka kafka;
  private final EmbeddedRegistry registry;
  private DevPlatformConfig config;
  private volatile Orchestrator orchestrator;

  private DevPlatform(EmbeddedKafka kafka, EmbeddedRegistry registry, DevPlatformConfig config) {
    this.kafka = kafka;
    this.registry = registry;
    this.config = config;
    this.orchestrator = startOrchestrator(kafka, registry, config);
  }

  /**
   * Starts everything with the definitions on the class path, and returns when sagas can run.
   *
   * @throws IllegalStateException if the orchestrator is not ready within 2 minutes
   */
  public static DevPlatform start(DevPlatformConfig config) {
    takeDirectory(config.dataDir());
    EmbeddedKafka kafka =
        EmbeddedKafka.start(
            new EmbeddedKafkaConfig(
                config.dataDir().resolve("kafka"), config.kafkaPort(), config.broker()));
    try {
      EmbeddedRegistry registry =
          EmbeddedRegistry.start(kafka.bootstrapServers(), config.registryPort());
      try {
        return new DevPlatform(kafka, registry, config);
      } catch (RuntimeException e) {
        registry.close();
        throw e;
      }
    } catch (RuntimeException e) {
      kafka.close();
      throw e;
    }
  }

  /** Records, schemas and state contain customers' data. */
  private static void takeDirectory(Path dataDir) {
    try {
      OwnerOnly.directory(dataDir);
    } catch (IOException e) {
      throw new UncheckedIOException("Expected " + dataDir + " to be a directory of ours", e);
    }
  }

  private static OrchestratorConfig configOf(
      EmbeddedKafka kafka, EmbeddedRegistry registry, DevPlatformConfig config) {
    Map<String, String> properties = new HashMap<>();
    properties.put(OrchestratorConfig.BOOTSTRAP_SERVERS, kafka.bootstrapServers());
    properties.put(OrchestratorConfig.SCHEMA_REGISTRY_URL, registry.url());
    properties.put(OrchestratorConfig.STATE_DIR, config.dataDir().resolve("state").toString());
    properties.put(OrchestratorConfig.PARTITIONS, Integer.toString(config.partitions()));
    properties.put(OrchestratorConfig.HTTP_PORT, Integer.toString(config.httpPort()));
    properties.put(OrchestratorConfig.GROUP_INSTANCE_ID, "dev");
    properties.putAll(config.orchestrator());
    return new OrchestratorConfig(properties);
  }

  private static Orchestrator startOrchestrator(
      EmbeddedKafka kafka, EmbeddedRegistry registry, DevPlatformConfig config) {
    Orchestrator orchestrator = Orchestrator.start(configOf(kafka, registry, config));
    try {
      if (orchestrator.awaitReady(READY_TIMEOUT)) {
        return orchestrator;
      }
      throw new IllegalStateException(
          "Expected the orchestrator to be ready within " + READY_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      orchestrator.close();
      throw new IllegalStateException("Interrupted while the orchestrator was starting", e);
    } catch (RuntimeException e) {
      orchestrator.close();
      throw e;
    }
  }

  /**
   * Deploys other definitions: checks them, then lets another orchestrator take over.
   *
   * @param jars the folder with the jars
   * @param onClassPath the value of {@link OrchestratorConfig#DEFINITIONS}
   * @return their titles
   * @throws RuntimeException if they cannot be deployed; the earlier ones run
   */
  synchronized List<String> redeploy(Path jars, String onClassPath) {
    Orchestrator running = orchestrator;
    DevPlatformConfig next =
        config
            .withPorts(config.kafkaPort(), config.registryPort(), running.httpPort().orElse(-1))
            .with(OrchestratorConfig.DEFINITIONS_DIR, jars.toString())
            .with(OrchestratorConfig.DEFINITIONS, onClassPath);
    List<String> titles = DefinitionTrial.titles(configOf(kafka, registry, next));
    running.close();
    try {
      orchestrator = startOrchestrator(kafka, registry, next);
    } catch (RuntimeException e) {
      orchestrator = startOrchestrator(kafka, registry, config);
      throw e;
    }
    config = next;
    return titles;
  }

  /** The broker. */
  public EmbeddedKafka kafka() {
    return kafka;
  }

  /** The registry. */
  public EmbeddedRegistry registry() {
    return registry;
  }

  /** The orchestrator. */
  public Orchestrator orchestrator() {
    return orchestrator;
  }

  /** Settings for clients and participants: where broker and registry are. */
  public Map<String, Object> clientConfig() {
    return Map.of(
        "bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url());
  }

  /** Stops everything in the right order; the data stays. */
  @Override
  public synchronized void close() {
    try {
      orchestrator.close();
    } finally {
      try {
        registry.close();
      } finally {
        kafka.close();
      }
    }
  }
}
