package dev.sagas.cli.action;

import dev.sagas.engine.core.OperationKind;
import dev.sagas.protocol.StepName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Retries what is stuck. */
@Command(
    name = "retry",
    mixinStandardHelpOptions = true,
    description = {
      "Retries at once what waits for its next attempt or was given up, with as many attempts "
          + "as its policy allows.",
      OperationCommand.EXIT_CODES
    })
public final class RetryCommand extends SelectionCommand {
  @Option(
      names = "--step",
      paramLabel = "NAME",
      description = "The step (default: all that are stuck).")
  private @Nullable StepName step;

  /** Created by picocli, which sets the options. */
  public RetryCommand() {}

  @Override
  Verb verb() {
    return Verb.of(OperationKind.RETRY).on(Optional.ofNullable(step));
  }
}
