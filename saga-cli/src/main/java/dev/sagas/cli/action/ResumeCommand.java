package dev.sagas.cli.action;

import dev.sagas.engine.core.OperationKind;
import picocli.CommandLine.Command;

/** Resumes a paused saga. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = {
      "Resumes a paused saga; durations continue with the remaining time.",
      OperationCommand.EXIT_CODES
    })
public final class ResumeCommand extends SelectionCommand {
  /** Created by picocli, which sets the options. */
  public ResumeCommand() {}

  @Override
  Verb verb() {
    return Verb.of(OperationKind.RESUME);
  }
}
