package dev.sagas.cli.shared;

import dev.sagas.engine.deployment.Deployment;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of all commands that read what the orchestrator keeps under its application id. */
public final class DeploymentOptions {
  @Mixin private ConnectionOptions connection;

  @Option(
      names = "--application-id",
      defaultValue = "${env:SAGA_APPLICATION_ID}",
      paramLabel = "ID",
      description =
          "The orchestrator's application id (default: SAGA_APPLICATION_ID in the environment, "
              + "or the prefix and saga-orchestrator).")
  private @Nullable String applicationId;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  DeploymentOptions() {}

  /** The deployment, without a schema registry. */
  public Deployment deployment() throws IOException {
    return named(connection.deployment());
  }

  /** The deployment, with this schema registry. */
  public Deployment deployment(String schemaRegistry) throws IOException {
    return named(connection.deployment(Map.of("schema.registry.url", schemaRegistry)));
  }

  private Deployment named(Deployment config) {
    return applicationId == null ? config : config.withApplicationId(applicationId);
  }
}
