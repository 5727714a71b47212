package dev.sagas.cli.definitions;

import dev.sagas.cli.shared.ArchiveOption;
import dev.sagas.cli.shared.ConnectionOptions;
import dev.sagas.cli.shared.OutputOptions;
import dev.sagas.cli.shared.RegistryOptions;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.journal.CheckOptions;
import dev.sagas.engine.journal.CheckReport;
import dev.sagas.engine.journal.DefinitionCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Replays recorded sagas with definitions that will be deployed; changes nothing. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Replays the recorded inputs of all live sagas, and of a sample of ended ones, with the "
          + "definitions in the jars, and shows for each saga the first decision that "
          + "differs. A live saga whose version is in no jar would break, too.",
      "Exit code: 0 no saga would break, 1 some would, 2 could not be done."
    })
final class DefinitionsCheckCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "JAR", description = "The jars to be deployed.")
  private List<Path> jars;

  @Mixin private ConnectionOptions connection;

  @Mixin private RegistryOptions registry;

  @Mixin private ArchiveOption archive;

  @Option(
      names = "--sample",
      defaultValue = "100",
      paramLabel = "NUMBER",
      description = "How many ended sagas of each type (default: ${DEFAULT-VALUE}).")
  private int sample;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Pick the sample at random with this seed (default: the newest sagas).")
  private @Nullable Long seed;

  @Option(
      names = "--newest",
      description =
          "Decide every saga with the newest version of its type, as if it had begun with it.")
  private boolean newest;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the fields. */
  @SuppressWarnings("NullAway.Init")
  DefinitionsCheckCommand() {}

  @Override
  public Integer call() throws IOException {
    Deployment config = archive.over(registry.deployment(connection));
    CheckOptions options =
        new CheckOptions(
            sample, seed == null ? OptionalLong.empty() : OptionalLong.of(seed), newest);
    Rehearsals rehearsals = ServiceLoader.load(Rehearsals.class).findFirst().orElseThrow();
    CheckReport report;
    try (Rehearsals.Opened opened = rehearsals.open(jars, config.topics())) {
      report = DefinitionCheck.run(config, opened, options);
    }
    output.print(spec, () -> CheckOutput.lines(report), () -> CheckOutput.json(report));
    return CheckOutput.exitCode(report);
  }
}
