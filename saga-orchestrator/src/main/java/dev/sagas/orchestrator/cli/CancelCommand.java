package dev.sagas.orchestrator.cli;

import dev.sagas.orchestrator.core.OperationKind;
import picocli.CommandLine.Command;

/** Undoes a saga once nothing is on its way. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = {
      "Undoes everything once the attempts on their way are over. While the pivot is"
          + " on its way the cancel waits for its answer: a success refuses it.",
      OperationCommand.EXIT_CODES
    })
public final class CancelCommand extends OperationCommand {
  /** Made by picocli, which fills in the options. */
  public CancelCommand() {}

  @Override
  Verb verb() {
    return Verb.of(OperationKind.CANCEL);
  }
}
