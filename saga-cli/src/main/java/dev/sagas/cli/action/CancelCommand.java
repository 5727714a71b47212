package dev.sagas.cli.action;

import dev.sagas.engine.core.OperationKind;
import picocli.CommandLine.Command;

/** Undoes a saga once nothing is in flight. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = {
      "Undoes everything once the attempts in flight are over. While the pivot is in flight "
          + "the cancel waits for its answer: a success refuses the cancel.",
      OperationCommand.EXIT_CODES
    })
public final class CancelCommand extends SelectionCommand {
  /** Created by picocli, which sets the options. */
  public CancelCommand() {}

  @Override
  Verb verb() {
    return Verb.of(OperationKind.CANCEL);
  }
}
