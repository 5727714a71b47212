package dev.sagas.orchestrator.cli;

import dev.sagas.orchestrator.journal.AuditConfig;
import dev.sagas.protocol.TopicNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of all commands that read or write a deployment's topics: where they are. */
final class ConnectionOptions {
  @Option(
      names = "--bootstrap-server",
      required = true,
      paramLabel = "HOST:PORT[,…]",
      description = "The Kafka brokers.")
  private String bootstrapServers;

  @Option(
      names = "--prefix",
      defaultValue = "",
      description = "In front of the topics' names (default: none).")
  private String prefix;

  @Option(
      names = "--application-id",
      paramLabel = "ID",
      description = "Of the orchestrator (default: the prefix and saga-orchestrator).")
  private @Nullable String applicationId;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "Properties for Kafka's clients and the registry, such as security settings.")
  private @Nullable Path commandConfig;

  /** Made by picocli, which fills in the options. */
  @SuppressWarnings("NullAway.Init")
  ConnectionOptions() {}

  /** The deployment, without a schema registry. */
  AuditConfig deployment() throws IOException {
    return deployment(Map.of());
  }

  /** The deployment, with this schema registry. */
  AuditConfig deployment(String schemaRegistry) throws IOException {
    return deployment(Map.of("schema.registry.url", schemaRegistry));
  }

  private AuditConfig deployment(Map<String, String> more) throws IOException {
    Map<String, Object> client = ClientProperties.read(Optional.ofNullable(commandConfig));
    client.put("bootstrap.servers", bootstrapServers);
    client.putAll(more);
    AuditConfig config = AuditConfig.of(client).withTopics(new TopicNames(prefix));
    return applicationId == null ? config : config.withApplicationId(applicationId);
  }
}
