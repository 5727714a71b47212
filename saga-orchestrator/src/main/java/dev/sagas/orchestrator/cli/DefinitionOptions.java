package dev.sagas.orchestrator.cli;

import dev.sagas.orchestrator.operate.PublishedSagas;
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
