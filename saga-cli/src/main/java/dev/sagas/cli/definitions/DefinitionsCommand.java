package dev.sagas.cli.definitions;

import dev.sagas.cli.shared.SagaSubcommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows the deployed definitions, and moves sagas between their versions. */
@Command(
    name = "definitions",
    mixinStandardHelpOptions = true,
    description = "The deployed definitions: inspect them, migrate sagas between versions.",
    subcommands = {
      DefinitionsCheckCommand.class,
      DefinitionsListCommand.class,
      DefinitionsShowCommand.class,
      DefinitionsGraphCommand.class,
      DefinitionsAsyncApiCommand.class,
      DefinitionsMigrateCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class DefinitionsCommand implements SagaSubcommand {
  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the fields. */
  @SuppressWarnings("NullAway.Init")
  public DefinitionsCommand() {}

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "Expected check, list, show, graph, asyncapi or migrate");
  }
}
