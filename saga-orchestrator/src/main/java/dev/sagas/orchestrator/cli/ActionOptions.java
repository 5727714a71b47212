package dev.sagas.orchestrator.cli;

import picocli.CommandLine.Option;

/** Options of all commands that act on sagas: who does it, and why, and whether at all. */
final class ActionOptions {
  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why; it is journaled.")
  private String reason;

  @Option(
      names = "--actor",
      defaultValue = "${sys:user.name}",
      paramLabel = "NAME",
      description = "Who; it is journaled as stated (default: the user's name).")
  private String actor;

  @Option(names = "--dry-run", description = "Change nothing, say what would happen.")
  private boolean dryRun;

  /** Made by picocli, which fills in the options. */
  @SuppressWarnings("NullAway.Init")
  ActionOptions() {}

  String reason() {
    return reason;
  }

  String actor() {
    return actor;
  }

  boolean isDryRun() {
    return dryRun;
  }
}
