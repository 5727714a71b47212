package dev.sagas.cli.definitions;

import dev.sagas.cli.shared.RefusedException;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.operate.query.PublishedSaga;
import dev.sagas.protocol.SagaType;
import java.io.IOException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Options of commands about one published definition. They have no {@code --version} of the
 * program.
 */
final class OneDefinition {
  // Set by picocli, which prints the help instead of running the command.
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  boolean help;

  @Parameters(paramLabel = "TYPE", description = "The saga's type.")
  private SagaType type;

  @Option(
      names = "--version",
      paramLabel = "NUMBER",
      description = "The definition's version (default: the newest that was deployed).")
  private @Nullable Integer version;

  @Mixin private DefinitionOptions options;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  OneDefinition() {}

  Deployment deployment() throws IOException {
    return options.deployment();
  }

  PublishedSaga read() throws IOException {
    OptionalInt wanted = version == null ? OptionalInt.empty() : OptionalInt.of(version);
    return options
        .definitions()
        .find(type, wanted)
        .orElseThrow(
            () ->
                new RefusedException(
                    "No definition of saga %s%s was deployed"
                        .formatted(type, version == null ? "" : " version " + version)));
  }
}
