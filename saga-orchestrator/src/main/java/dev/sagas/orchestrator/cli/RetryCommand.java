package dev.sagas.orchestrator.cli;

import dev.sagas.orchestrator.core.OperationKind;
import dev.sagas.protocol.StepName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tries again what is stuck. */
@Command(
    name = "retry",
    mixinStandardHelpOptions = true,
    description = {
      "Tries at once what waits for its next attempt or was given up, with as many"
          + " attempts as its policy has.",
      OperationCommand.EXIT_CODES
    })
public final class RetryCommand extends OperationCommand {
  @Option(
      names = "--step",
      paramLabel = "NAME",
      description = "The step (default: whatever is stuck).")
  private @Nullable StepName step;

  /** Made by picocli, which fills in the options. */
  public RetryCommand() {}

  @Override
  Verb verb() {
    return Verb.of(OperationKind.RETRY).on(Optional.ofNullable(step));
  }
}
