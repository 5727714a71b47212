package dev.sagas.orchestrator.cli;

import dev.sagas.orchestrator.core.OperationKind;
import picocli.CommandLine.Command;

/** Lets a saga stand still. */
@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    description = {
      "Lets a saga stand still: no command is sent, answers are recorded, durations" + " stop.",
      OperationCommand.EXIT_CODES
    })
public final class PauseCommand extends OperationCommand {
  /** Made by picocli, which fills in the options. */
  public PauseCommand() {}

  @Override
  Verb verb() {
    return Verb.of(OperationKind.PAUSE);
  }
}
