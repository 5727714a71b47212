package dev.sagas.cli.shared;

import dev.sagas.engine.deployment.Deployment;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of all commands that show more of a saga with the schema registry than without. */
public final class OptionalRegistryOptions {
  @Mixin private DeploymentOptions deployment;

  @Option(
      names = "--schema-registry",
      defaultValue = "${env:SAGA_SCHEMA_REGISTRY_URL}",
      paramLabel = "URL[,…]",
      description =
          "The schema registry (default: SAGA_SCHEMA_REGISTRY_URL in the environment). Without it,"
              + " what the journal and the definitions say is not shown: errors, what follows, and"
              + " how a saga has ended.")
  private @Nullable String schemaRegistry;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  OptionalRegistryOptions() {}

  /** The deployment, with the registry if there is one. */
  public Deployment deployment() throws IOException {
    return schemaRegistry == null ? deployment.deployment() : deployment.deployment(schemaRegistry);
  }

  /** True if a registry is named. */
  public boolean hasRegistry() {
    return schemaRegistry != null;
  }
}
