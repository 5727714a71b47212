package dev.sagas.cli.action;

import dev.sagas.engine.core.OperationKind;
import picocli.CommandLine.Command;

/** Ends a saga by hand. */
@Command(
    name = "end",
    mixinStandardHelpOptions = true,
    description = {
      "Ends a saga by hand. Its effects are not undone; the outcome names those that are left.",
      OperationCommand.EXIT_CODES
    })
public final class EndCommand extends SelectionCommand {
  /** Created by picocli, which sets the options. */
  public EndCommand() {}

  @Override
  Verb verb() {
    return Verb.of(OperationKind.END);
  }
}
