package dev.sagas.dev.operate;

import dev.sagas.dev.kafka.EmbeddedKafka;
import dev.sagas.dev.kafka.EmbeddedKafkaConfig;
import dev.sagas.dev.registry.EmbeddedRegistry;
import dev.sagas.orchestrator.app.Orchestrator;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/** A broker with an authorizer, and a registry; orchestrators are started when they should be. */
final class LooseParts implements AutoCloseable {
  private static final String AUTHORIZER =
      "org.apache.kafka.metadata.authorizer.StandardAuthorizer";

  /** A restoration reads in small pieces, so that a quota can slow it down. */
  private static final String PIECES = "4096";

  private final Path folder;
  private final EmbeddedKafka kafka;
  private final EmbeddedRegistry registry;
  private final Admin admin;

  private LooseParts(Path folder) {
    this.folder = folder;
    this.kafka =
        EmbeddedKafka.start(
            EmbeddedKafkaConfig.in(folder.resolve("kafka"))
                .withProperty("authorizer.class.name", AUTHORIZER)
                .withProperty("allow.everyone.if.no.acl.found", "true"));
    this.registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0);
    this.admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  static LooseParts start(Path folder) {
    return new LooseParts(folder);
  }

  /** An orchestrator whose state is in the folder of that name; it may not be ready yet. */
  OperatedPlatform orchestrator(String state) {
    Map<String, String> all = new HashMap<>();
    all.put(OrchestratorConfig.BOOTSTRAP_SERVERS, kafka.bootstrapServers());
    all.put(OrchestratorConfig.SCHEMA_REGISTRY_URL, registry.url());
    all.put(OrchestratorConfig.STATE_DIR, folder.resolve(state).toString());
    all.put(OrchestratorConfig.PARTITIONS, "2");
    all.put(OrchestratorConfig.HTTP_PORT, "0");
    all.put(OrchestratorConfig.DEFINITIONS, GuidedTrip.class.getName());
    all.put("kafka.restore.consumer.max.partition.fetch.bytes", PIECES);
    Orchestrator orchestrator = Orchestrator.start(new OrchestratorConfig(all));
    return OperatedPlatform.of(
        Map.of(
            "bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url()),
        orchestrator);
  }

  /** So many bytes a second are read by each client; without a limit for null. */
  void limitReading(@Nullable Double bytesPerSecond) throws Exception {
    Map<String, String> everyClient = new HashMap<>();
    everyClient.put(ClientQuotaEntity.CLIENT_ID, null);
    admin
        .alterClientQuotas(
            List.of(
                new ClientQuotaAlteration(
                    new ClientQuotaEntity(everyClient),
                    List.of(new ClientQuotaAlteration.Op("consumer_byte_rate", bytesPerSecond)))))
        .all()
        .get();
  }

  /** Nobody may write into the topic. */
  void forbidWriting(String topic) throws Exception {
    admin.createAcls(writing(topic)).all().get();
  }

  /** As it was before. */
  void allowWriting(String topic) throws Exception {
    admin.deleteAcls(writing(topic).stream().map(AclBinding::toFilter).toList()).all().get();
  }

  private static List<AclBinding> writing(String topic) {
    return List.of(
        acl(topic, AclOperation.WRITE, AclPermissionType.DENY),
        acl(topic, AclOperation.ALL, AclPermissionType.ALLOW));
  }

  private static AclBinding acl(String topic, AclOperation operation, AclPermissionType type) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
        new AccessControlEntry("User:ANONYMOUS", "*", operation, type));
  }

  @Override
  public void close() {
    admin.close();
    registry.close();
    kafka.close();
  }
}
