package dev.sagas.cli.definitions;

import dev.sagas.cli.shared.ConnectionOptions;
import dev.sagas.cli.shared.RegistryOptions;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.operate.query.PublishedSagas;
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
    return PublishedSagas.of(deployment());
  }

  Deployment deployment() throws IOException {
    return registry.deployment(connection);
  }
}
