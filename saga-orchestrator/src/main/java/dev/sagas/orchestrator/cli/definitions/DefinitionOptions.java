package dev.sagas.orchestrator.cli.definitions;

import dev.sagas.operate.query.PublishedSagas;
import dev.sagas.orchestrator.cli.shared.ConnectionOptions;
import dev.sagas.orchestrator.cli.shared.RegistryOptions;
import java.io.IOException;
import picocli.CommandLine.Mixin;

/** Options of all commands that read the published definitions. */
final class DefinitionOptions {
  @Mixin private ConnectionOptions connection;

  @Mixin private RegistryOptions registry;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  DefinitionOptions() {}

  PublishedSagas definitions() throws IOException {
    return PublishedSagas.of(registry.deployment(connection));
  }
}
