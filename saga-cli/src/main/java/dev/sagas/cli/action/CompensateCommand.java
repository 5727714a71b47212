package dev.sagas.cli.action;

import dev.sagas.engine.core.OperationKind;
import picocli.CommandLine.Command;

/** Undoes a saga at once. */
@Command(
    name = "compensate",
    mixinStandardHelpOptions = true,
    description = {
      "Undoes everything at once, without waiting for the attempts in flight.",
      OperationCommand.EXIT_CODES
    })
public final class CompensateCommand extends SelectionCommand {
  /** Created by picocli, which sets the options. */
  public CompensateCommand() {}

  @Override
  Verb verb() {
    return Verb.of(OperationKind.COMPENSATE);
  }
}
