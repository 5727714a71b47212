package dev.sagas.orchestrator.cli;

import dev.sagas.orchestrator.core.OperationKind;
import picocli.CommandLine.Command;

/** Lets a paused saga continue. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = {
      "Lets a saga that is paused continue with the time that was left.",
      OperationCommand.EXIT_CODES
    })
public final class ResumeCommand extends OperationCommand {
  /** Made by picocli, which fills in the options. */
  public ResumeCommand() {}

  @Override
  Verb verb() {
    return Verb.of(OperationKind.RESUME);
  }
}
