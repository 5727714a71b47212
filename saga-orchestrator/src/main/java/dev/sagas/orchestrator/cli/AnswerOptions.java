package dev.sagas.orchestrator.cli;

import dev.sagas.orchestrator.journal.AuditConfig;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of all commands that send something to a saga and wait for the answer. */
final class AnswerOptions {
  @Mixin private DeploymentOptions options;

  @Option(
      names = "--schema-registry",
      required = true,
      defaultValue = "${env:SAGA_SCHEMA_REGISTRY_URL}",
      paramLabel = "URL[,…]",
      description = "The schema registry (default: SAGA_SCHEMA_REGISTRY_URL in the environment).")
  private String schemaRegistry;

  @Option(
      names = "--timeout",
      defaultValue = "30s",
      paramLabel = "DURATION",
      description = "How long to wait for the answer (default: ${DEFAULT-VALUE}).")
  private Duration timeout;

  @Option(
      names = "--output",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Output output;

  /** Made by picocli, which fills in the options. */
  @SuppressWarnings("NullAway.Init")
  AnswerOptions() {}

  AuditConfig deployment() throws IOException {
    return options.deployment(schemaRegistry);
  }

  Duration timeout() {
    return timeout;
  }

  Output output() {
    return output;
  }
}
