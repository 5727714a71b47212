package dev.sagas.orchestrator.cli;

import dev.sagas.orchestrator.operate.PublishedSagas;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of all commands that read the published definitions. */
final class DefinitionOptions {
  @Mixin private ConnectionOptions connection;

  @Option(
      names = "--schema-registry",
      required = true,
      defaultValue = "${env:SAGA_SCHEMA_REGISTRY_URL}",
      paramLabel = "URL[,…]",
      description = "The schema registry (default: SAGA_SCHEMA_REGISTRY_URL in the environment).")
  private String schemaRegistry;

  /** Made by picocli, which fills in the options. */
  @SuppressWarnings("NullAway.Init")
  DefinitionOptions() {}

  PublishedSagas definitions() throws IOException {
    return PublishedSagas.of(connection.deployment(Map.of("schema.registry.url", schemaRegistry)));
  }
}
