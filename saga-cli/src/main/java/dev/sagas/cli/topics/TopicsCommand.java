package dev.sagas.cli.topics;

import dev.sagas.cli.shared.SagaSubcommand;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be asked about a deployment's topics, and what makes them. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "[COMMAND]",
    description = {
      "Shows the topics of a deployment, or writes manifests for them.",
      "With --output strimzi it writes the topics of a deployment, and a user with the least rights"
          + " for each role, as resources of Strimzi, version v1. It needs no brokers."
    },
    subcommands = TopicsListCommand.class)
public final class TopicsCommand implements SagaSubcommand {
  /** What manifests are for. */
  enum ManifestFormat {
    /** Strimzi's topic and user operators. */
    strimzi
  }

  @Option(
      names = "--output",
      description = "${COMPLETION-CANDIDATES}: writes manifests to standard output.")
  private @Nullable ManifestFormat output;

  @Mixin private StrimziOptions strimzi;

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the field. */
  @SuppressWarnings("NullAway.Init")
  public TopicsCommand() {}

  @Override
  public Integer call() {
    if (output == null) {
      throw new ParameterException(spec.commandLine(), "Expected list, or --output strimzi");
    }
    List<String> manifests =
        switch (output) {
          case strimzi -> strimzi.manifests(spec.commandLine());
        };
    PrintWriter out = spec.commandLine().getOut();
    manifests.forEach(out::println);
    out.flush();
    return 0;
  }
}
