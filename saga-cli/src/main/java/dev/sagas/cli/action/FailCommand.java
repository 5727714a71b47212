package dev.sagas.cli.action;

import dev.sagas.engine.core.OperationKind;
import dev.sagas.protocol.StepName;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Declares a step as failed. */
@Command(
    name = "fail",
    mixinStandardHelpOptions = true,
    description = {
      "Declares a step as failed, so that the saga turns back. For a pivot whose outcome is "
          + "unknown, declares that it did not take effect.",
      OperationCommand.EXIT_CODES
    })
public final class FailCommand extends SelectionCommand {
  @Option(names = "--step", required = true, paramLabel = "NAME", description = "The step.")
  private StepName step;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public FailCommand() {}

  @Override
  Verb verb() {
    return Verb.of(OperationKind.FAIL).on(Optional.of(step));
  }
}
