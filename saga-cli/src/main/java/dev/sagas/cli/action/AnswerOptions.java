package dev.sagas.cli.action;

import dev.sagas.cli.shared.DeploymentOptions;
import dev.sagas.cli.shared.Output;
import dev.sagas.cli.shared.OutputOptions;
import dev.sagas.cli.shared.RegistryOptions;
import dev.sagas.engine.deployment.Deployment;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of all commands that send something to a saga and wait for the answer. */
public final class AnswerOptions {
  @Mixin private DeploymentOptions options;

  @Mixin private RegistryOptions registry;

  @Option(
      names = "--timeout",
      defaultValue = "30s",
      paramLabel = "DURATION",
      description = "How long to wait for the answer (default: ${DEFAULT-VALUE}).")
  private Duration timeout;

  @Mixin private OutputOptions output;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  AnswerOptions() {}

  public Deployment deployment() throws IOException {
    return registry.deployment(options);
  }

  public Duration timeout() {
    return timeout;
  }

  public Output output() {
    return output.chosen();
  }
}
