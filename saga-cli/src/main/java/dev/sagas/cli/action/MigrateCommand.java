package dev.sagas.cli.action;

import dev.sagas.engine.core.OperationKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Moves a saga to another version of its definition. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = {
      "Continues a saga under another version of its definition, which must be deployed and "
          + "fit the steps that have run; no command may be in flight.",
      OperationCommand.EXIT_CODES
    })
public final class MigrateCommand extends SelectionCommand {
  @Option(
      names = "--to-version",
      required = true,
      paramLabel = "NUMBER",
      description = "The version to continue under.")
  private int version;

  /** Created by picocli, which sets the options. */
  public MigrateCommand() {}

  @Override
  Verb verb() {
    return Verb.of(OperationKind.MIGRATE).to(version);
  }
}
