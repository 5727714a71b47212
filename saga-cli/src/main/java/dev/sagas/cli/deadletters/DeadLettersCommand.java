package dev.sagas.cli.deadletters;

import dev.sagas.cli.shared.SagaSubcommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows dead letters, sends them again, and discards them. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    description = "Records that could not be applied: list them, send them again, or discard them.",
    subcommands = {
      DeadLettersListCommand.class,
      DeadLettersRedriveCommand.class,
      DeadLettersDiscardCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class DeadLettersCommand implements SagaSubcommand {
  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the fields. */
  @SuppressWarnings("NullAway.Init")
  public DeadLettersCommand() {}

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Expected list, redrive or discard");
  }
}
