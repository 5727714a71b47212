package dev.sagas.orchestrator.cli;

import dev.sagas.orchestrator.core.OperationKind;
import dev.sagas.protocol.StepName;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Continues without a step, or leaves its effect. */
@Command(
    name = "skip",
    mixinStandardHelpOptions = true,
    description = {
      "Continues without a step; while effects are undone, leaves its effect where it" + " is.",
      OperationCommand.EXIT_CODES
    })
public final class SkipCommand extends OperationCommand {
  @Option(names = "--step", required = true, paramLabel = "NAME", description = "The step.")
  private StepName step;

  /** Made by picocli, which fills in the options. */
  @SuppressWarnings("NullAway.Init")
  public SkipCommand() {}

  @Override
  Verb verb() {
    return Verb.of(OperationKind.SKIP).on(Optional.of(step));
  }
}
