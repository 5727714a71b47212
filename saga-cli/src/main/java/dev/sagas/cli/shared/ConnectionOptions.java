package dev.sagas.cli.shared;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.operate.topics.BrokerReach;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of all commands that read or write a deployment's topics: where they are. */
public final class ConnectionOptions {
  private static final String BROKERS = "--bootstrap-server";

  @Option(
      names = BROKERS,
      defaultValue = "${env:SAGA_BOOTSTRAP_SERVERS}",
      paramLabel = "HOST:PORT[,…]",
      description = "The Kafka brokers (default: SAGA_BOOTSTRAP_SERVERS in the environment).")
  private @Nullable String bootstrapServers;

  @Mixin private PrefixOption prefix;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "Properties for Kafka's clients and the registry, such as security settings.")
  private @Nullable Path commandConfig;

  private boolean reached;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  ConnectionOptions() {}

  /** The deployment, with the default application id; its brokers have answered. */
  public Deployment deployment() throws IOException {
    return deployment(Map.of());
  }

  /** The same, with more properties for its clients. */
  public Deployment deployment(Map<String, String> more) throws IOException {
    Map<String, Object> client = ClientProperties.read(Optional.ofNullable(commandConfig));
    if (bootstrapServers == null) {
      throw MissingOption.named(BROKERS + "=HOST:PORT[,…]");
    }
    client.put("bootstrap.servers", bootstrapServers);
    client.putAll(more);
    if (!reached) {
      BrokerReach.require(client);
      reached = true;
    }
    return Deployment.of(client).withTopics(prefix.topics());
  }
}
