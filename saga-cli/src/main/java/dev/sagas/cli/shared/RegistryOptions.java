package dev.sagas.cli.shared;

import dev.sagas.engine.deployment.Deployment;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of all commands that need the schema registry. */
public final class RegistryOptions {
  @Option(
      names = "--schema-registry",
      defaultValue = "${env:SAGA_SCHEMA_REGISTRY_URL}",
      paramLabel = "URL[,…]",
      description = "The schema registry (default: SAGA_SCHEMA_REGISTRY_URL in the environment).")
  private @Nullable String schemaRegistry;

  /** Created by picocli, which sets the option. */
  @SuppressWarnings("NullAway.Init")
  RegistryOptions() {}

  /** The connection's deployment, with this registry. */
  public Deployment deployment(ConnectionOptions connection) throws IOException {
    return connection.deployment(Map.of("schema.registry.url", required()));
  }

  /** The deployment, with this registry. */
  public Deployment deployment(DeploymentOptions deployment) throws IOException {
    return deployment.deployment(required());
  }

  private String required() {
    if (schemaRegistry == null) {
      throw MissingOption.named("--schema-registry=URL[,…]");
    }
    return schemaRegistry;
  }
}
