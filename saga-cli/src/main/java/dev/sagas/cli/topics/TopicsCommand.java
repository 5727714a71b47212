package dev.sagas.cli.topics;

import dev.sagas.cli.shared.SagaSubcommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be asked about a deployment's topics. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows the topics of a deployment.",
    subcommands = TopicsListCommand.class)
public final class TopicsCommand implements SagaSubcommand {
  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the field. */
  @SuppressWarnings("NullAway.Init")
  public TopicsCommand() {}

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Expected list");
  }
}
