package dev.sagas.orchestrator.cli;

import dev.sagas.orchestrator.journal.AuditConfig;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of all commands that send something to a saga and wait for the answer. */
final class AnswerOptions {
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

  AuditConfig deployment() throws IOException {
    return registry.deployment(options);
  }

  Duration timeout() {
    return timeout;
  }

  Output output() {
    return output.chosen();
  }
}
