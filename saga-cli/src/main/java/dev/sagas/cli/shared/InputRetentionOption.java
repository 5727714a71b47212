package dev.sagas.cli.shared;

import java.time.Duration;
import picocli.CommandLine.Option;

/** The option of all commands that compare topics with what the orchestrator's should be. */
public final class InputRetentionOption {
  @Option(
      names = "--input-retention",
      defaultValue = "7d",
      paramLabel = "DURATION",
      description = "The orchestrator's input.retention.ms (default: ${DEFAULT-VALUE}).")
  private Duration inputRetention;

  /** Created by picocli, which sets the option. */
  @SuppressWarnings("NullAway.Init")
  InputRetentionOption() {}

  /** How long inputs are kept. */
  public Duration value() {
    return inputRetention;
  }
}
