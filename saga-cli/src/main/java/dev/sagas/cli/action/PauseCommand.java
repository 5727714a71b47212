package dev.sagas.cli.action;

import dev.sagas.engine.core.OperationKind;
import picocli.CommandLine.Command;

/** Pauses a saga. */
@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    description = {
      "Pauses a saga: no command is sent, answers are recorded, durations stop.",
      OperationCommand.EXIT_CODES
    })
public final class PauseCommand extends SelectionCommand {
  /** Created by picocli, which sets the options. */
  public PauseCommand() {}

  @Override
  Verb verb() {
    return Verb.of(OperationKind.PAUSE);
  }
}
