package dev.sagas.cli.action;

import dev.sagas.engine.core.OperationKind;
import dev.sagas.protocol.StepName;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Continues without a step, or leaves its effect. */
@Command(
    name = "skip",
    mixinStandardHelpOptions = true,
    description = {
      "Continues without a step; while effects are being undone, leaves its effect in place.",
      OperationCommand.EXIT_CODES
    })
public final class SkipCommand extends SelectionCommand {
  @Option(names = "--step", required = true, paramLabel = "NAME", description = "The step.")
  private StepName step;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public SkipCommand() {}

  @Override
  Verb verb() {
    return Verb.of(OperationKind.SKIP).on(Optional.of(step));
  }
}
