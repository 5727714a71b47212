package dev.sagas.dev.bench;

import dev.sagas.dev.kafka.EmbeddedKafkaConfig;
import dev.sagas.dev.kafka.KafkaProcess;
import dev.sagas.dev.registry.EmbeddedRegistry;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.SubjectStrategy;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A broker and an orchestrator in processes of their own, and a registry in this one, which is
 * asked only at the start.
 */
final class BenchCluster implements AutoCloseable {
  static final String BROKER = "broker";
  static final String ORCHESTRATOR = "orchestrator";
  static final String CLIENTS = "clients";

  private static final String DEFINITIONS =
      Stream.of(ThreeStepTrip.class, ParallelTrip.class, HundredStepTrip.class, WaitingTrip.class)
          .map(Class::getName)
          .collect(Collectors.joining(","));

  private final BenchSettings settings;
  private final KafkaProcess kafka;
  private final EmbeddedRegistry registry;
  private final AvroCodec recordCodec;
  private final AvroCodec outcomeCodec;
  private @Nullable OrchestratorProcess orchestrator;

  private BenchCluster(BenchSettings settings, KafkaProcess kafka, EmbeddedRegistry registry) {
    this.settings = settings;
    this.kafka = kafka;
    this.registry = registry;
    this.recordCodec = AvroCodec.create(clientConfig(), SubjectStrategy.RECORD_NAME);
    this.outcomeCodec = AvroCodec.create(clientConfig(), SubjectStrategy.TOPIC_NAME);
  }

  /** Starts the broker and the registry. */
  static BenchCluster start(BenchSettings settings) {
    KafkaProcess kafka =
        KafkaProcess.start(
            EmbeddedKafkaConfig.in(settings.directory().resolve("kafka")),
            settings.brokerOptions());
    try {
      return new BenchCluster(settings, kafka, EmbeddedRegistry.start(kafka.bootstrapServers(), 0));
    } catch (RuntimeException e) {
      kafka.close();
      throw e;
    }
  }

  /** Starts the orchestrator with the sagas of all profiles, and returns when it is ready. */
  void startOrchestrator() {
    Map<String, String> properties = new HashMap<>();
    properties.put(OrchestratorConfig.BOOTSTRAP_SERVERS, kafka.bootstrapServers());
    properties.put(OrchestratorConfig.SCHEMA_REGISTRY_URL, registry.url());
    properties.put(OrchestratorConfig.PARTITIONS, Integer.toString(partitions()));
    properties.put(OrchestratorConfig.DEFINITIONS, DEFINITIONS);
    properties.putAll(settings.orchestrator());
    orchestrator =
        OrchestratorProcess.start(
            settings.directory().resolve(ORCHESTRATOR), settings.orchestratorOptions(), properties);
  }

  /** Stops the orchestrator; broker and registry stay. */
  void stopOrchestrator() {
    if (orchestrator != null) {
      orchestrator.close();
      orchestrator = null;
    }
  }

  /** Kills the orchestrator as {@code kill -9} does, and starts another one on the same state. */
  void killOrchestrator() {
    if (orchestrator != null) {
      orchestrator.kill();
    }
    startOrchestrator();
  }

  /** Meters the processes that run now. */
  ProcessMeter meter() {
    Map<String, ProcessHandle> processes = new LinkedHashMap<>();
    Optional.ofNullable(orchestrator)
        .ifPresent(running -> processes.put(ORCHESTRATOR, running.handle()));
    kafka.handle().ifPresent(handle -> processes.put(BROKER, handle));
    processes.put(CLIENTS, ProcessHandle.current());
    return new ProcessMeter(processes);
  }

  /** Settings of clients and participants. */
  Map<String, Object> clientConfig() {
    return Map.of(
        "bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url());
  }

  BenchClients clients() {
    return new BenchClients(kafka.bootstrapServers());
  }

  int partitions() {
    return settings.partitions();
  }

  /** For requests, commands, replies and signals. */
  AvroCodec recordCodec() {
    return recordCodec;
  }

  /** For outcomes. */
  AvroCodec outcomeCodec() {
    return outcomeCodec;
  }

  Deployment deployment() {
    return Deployment.of(clientConfig());
  }

  @Override
  public void close() {
    try {
      stopOrchestrator();
      recordCodec.close();
      outcomeCodec.close();
      registry.close();
    } finally {
      kafka.close();
    }
  }
}
