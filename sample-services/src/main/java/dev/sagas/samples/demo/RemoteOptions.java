package dev.sagas.samples.demo;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a running deployment is. */
final class RemoteOptions {
  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT",
      description = "Its Kafka brokers; nothing is started here then.")
  private @Nullable String bootstrapServer;

  @Option(
      names = "--schema-registry",
      paramLabel = "URL",
      description = "Its schema registry.",
      defaultValue = "http://localhost:8081")
  private String registryUrl = "";

  @Option(
      names = "--topic-prefix",
      paramLabel = "PREFIX",
      description = "Its topics' prefix.",
      defaultValue = "")
  private String topicPrefix = "";

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description = "JDBC URL of the services' databases, with {service} for the service's name.",
      defaultValue = "")
  private String databaseUrl = "";

  @Option(
      names = "--database-user",
      paramLabel = "USER",
      description = "Their user, with {service} for the service's name.",
      defaultValue = "{service}")
  private String databaseUser = "";

  @Option(
      names = "--database-password",
      paramLabel = "PASSWORD",
      description = "Their password; better given as DATABASE_PASSWORD in the environment.",
      defaultValue = "${env:DATABASE_PASSWORD:-}")
  private String databasePassword = "";

  Optional<RemoteEnvironment.Address> address() {
    return Optional.ofNullable(bootstrapServer)
        .map(
            servers ->
                new RemoteEnvironment.Address(
                    servers,
                    registryUrl,
                    topicPrefix,
                    databaseUrl,
                    databaseUser,
                    databasePassword));
  }
}
