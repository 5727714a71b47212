package dev.sagas.orchestrator.cli;

import dev.sagas.orchestrator.operate.PublishedSaga;
import dev.sagas.protocol.SagaType;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a published definition; changes nothing. */
@Command(
    name = "show",
    description = {
      "Shows a version of a definition: its data, its policies and its steps.",
      "Exit code: 0 done, 1 no such definition, 2 could not be done."
    })
final class DefinitionsShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "TYPE", description = "The saga's type.")
  private SagaType type;

  @Option(
      names = "--version",
      paramLabel = "NUMBER",
      description = "The definition's version (default: the newest that was deployed).")
  private @Nullable Integer version;

  @Mixin private DefinitionOptions options;

  @Option(
      names = "--output",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Output output;

  // The usual options for help would take --version.
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  private boolean help;

  @Spec private CommandSpec spec;

  /** Made by picocli, which fills in the fields. */
  @SuppressWarnings("NullAway.Init")
  DefinitionsShowCommand() {}

  @Override
  public Integer call() throws IOException {
    PublishedSaga definition = options.definition(type, version);
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case table -> DefinitionText.page(definition).forEach(out::println);
      case json -> out.println(DefinitionJson.of(definition));
    }
    out.flush();
    return 0;
  }
}
