package dev.sagas.cli.action;

import picocli.CommandLine.Option;

/** Options of all commands that act on sagas: who acts, why, and whether it is a dry run. */
public final class ActionOptions {
  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "The reason; it is journaled.")
  private String reason;

  @Option(
      names = "--actor",
      defaultValue = "${sys:user.name}",
      paramLabel = "NAME",
      description = "Who acts; journaled as stated (default: the user's name).")
  private String actor;

  @Option(names = "--dry-run", description = "Change nothing, only show what would happen.")
  private boolean dryRun;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  ActionOptions() {}

  public String reason() {
    return reason;
  }

  public String actor() {
    return actor;
  }

  public boolean isDryRun() {
    return dryRun;
  }
}
