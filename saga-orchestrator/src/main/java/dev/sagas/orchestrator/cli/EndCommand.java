package dev.sagas.orchestrator.cli;

import dev.sagas.orchestrator.core.OperationKind;
import picocli.CommandLine.Command;

/** Ends a saga by hand. */
@Command(
    name = "end",
    mixinStandardHelpOptions = true,
    description = {
      "Ends a saga by hand. Its effects stay as they are; the outcome names those that are left.",
      OperationCommand.EXIT_CODES
    })
public final class EndCommand extends OperationCommand {
  /** Made by picocli, which fills in the options. */
  public EndCommand() {}

  @Override
  Verb verb() {
    return Verb.of(OperationKind.END);
  }
}
