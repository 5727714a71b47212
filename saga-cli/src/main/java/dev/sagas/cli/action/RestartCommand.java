package dev.sagas.cli.action;

import dev.sagas.engine.core.OperationKind;
import dev.sagas.protocol.StepName;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Continues from an earlier step. */
@Command(
    name = "restart",
    mixinStandardHelpOptions = true,
    description = {
      "Continues from an earlier step, after undoing it and what came after it.",
      OperationCommand.EXIT_CODES
    })
public final class RestartCommand extends SelectionCommand {
  @Option(names = "--step", required = true, paramLabel = "NAME", description = "The step.")
  private StepName step;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public RestartCommand() {}

  @Override
  Verb verb() {
    return Verb.of(OperationKind.RESTART).on(Optional.of(step));
  }
}
