package dev.sagas.dev.restart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.audit.Audit;
import dev.sagas.audit.AuditReport;
import dev.sagas.dev.engine.TwoStepTrip;
import dev.sagas.dev.kafka.EmbeddedKafka;
import dev.sagas.dev.registry.EmbeddedRegistry;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;

/** A broker, a registry, and two orchestrators in processes of their own, which share the sagas. */
final class TwoOrchestrators implements AutoCloseable {
  static final String FIRST = "first";
  static final String SECOND = "second";
  static final int PARTITIONS = 6;

  private static final String GROUP = "saga-orchestrator";
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final Path directory;
  private final Membership membership;
  private final EmbeddedKafka kafka;
  private final EmbeddedRegistry registry;
  private final Map<String, OrchestratorJvm> running = new HashMap<>();

  private TwoOrchestrators(Path directory, Membership membership) {
    this.directory = directory;
    this.membership = membership;
    this.kafka = EmbeddedKafka.start(directory.resolve("kafka"));
    this.registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0);
  }

  /** Starts all; returns when each instance has half of the partitions, and all are restored. */
  static TwoOrchestrators start(Path directory, Membership membership) throws Exception {
    TwoOrchestrators both = new TwoOrchestrators(directory, membership);
    try {
      both.startInstance(FIRST);
      both.awaitReady(FIRST);
      both.startInstance(SECOND);
      both.awaitReady(SECOND);
      await().atMost(LIMIT).until(both::areShared);
      return both;
    } catch (Exception | Error e) {
      both.close();
      throw e;
    }
  }

  Map<String, Object> clientConfig() {
    return Map.of(
        "bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url());
  }

  void startInstance(String name) throws IOException {
    Path own = directory.resolve(name);
    Map<String, String> all = new HashMap<>(membership.properties(name));
    all.put(OrchestratorConfig.BOOTSTRAP_SERVERS, kafka.bootstrapServers());
    all.put(OrchestratorConfig.SCHEMA_REGISTRY_URL, registry.url());
    all.put(OrchestratorConfig.STATE_DIR, own.resolve("state").toString());
    all.put(OrchestratorConfig.PARTITIONS, Integer.toString(PARTITIONS));
    all.put(OrchestratorConfig.DEFINITIONS, TwoStepTrip.Patient.class.getName());
    all.put("kafka.client.id", name);
    running.put(name, OrchestratorJvm.start(own, all));
  }

  OrchestratorJvm instance(String name) {
    OrchestratorJvm instance = running.get(name);
    assertThat(instance).as(name).isNotNull();
    return instance;
  }

  void awaitReady(String name) {
    await(name)
        .ignoreException(ConnectException.class)
        .atMost(LIMIT)
        .until(instance(name)::isReady);
  }

  boolean areShared() throws Exception {
    return group().groupState() == GroupState.STABLE
        && partitionsOf(FIRST).size() == PARTITIONS / 2
        && partitionsOf(SECOND).size() == PARTITIONS / 2;
  }

  /** The partitions of the requests that an instance has. */
  Set<Integer> partitionsOf(String name) throws Exception {
    return group().members().stream()
        .filter(member -> member.clientId().startsWith(name))
        .flatMap(member -> member.assignment().topicPartitions().stream())
        .filter(partition -> partition.topic().equals("saga.requests"))
        .map(TopicPartition::partition)
        .collect(Collectors.toSet());
  }

  private ConsumerGroupDescription group() throws Exception {
    try (Admin admin = Admin.create(clientConfig())) {
      return admin.describeConsumerGroups(List.of(GROUP)).all().get().get(GROUP);
    }
  }

  AuditReport audit() {
    return Audit.run(Deployment.of(clientConfig()));
  }

  @Override
  public void close() {
    running.values().forEach(OrchestratorJvm::close);
    registry.close();
    kafka.close();
  }
}
