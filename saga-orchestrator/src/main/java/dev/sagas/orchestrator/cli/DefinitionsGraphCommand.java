package dev.sagas.orchestrator.cli;

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

/** Draws a published definition; changes nothing. */
@Command(
    name = "graph",
    description = {
      "Draws a version of a definition as a Mermaid flow chart: its steps in order, side by side in"
          + " groups, dotted what undoes them, with a double frame the pivot.",
      "Exit code: 0 done, 1 no such definition, 2 could not be done."
    })
final class DefinitionsGraphCommand implements Callable<Integer> {
  @Parameters(paramLabel = "TYPE", description = "The saga's type.")
  private SagaType type;

  @Option(
      names = "--version",
      paramLabel = "NUMBER",
      description = "The definition's version (default: the newest that was deployed).")
  private @Nullable Integer version;

  @Mixin private DefinitionOptions options;

  // The usual options for help would take --version.
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  private boolean help;

  @Spec private CommandSpec spec;

  /** Made by picocli, which fills in the fields. */
  @SuppressWarnings("NullAway.Init")
  DefinitionsGraphCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    MermaidGraph.lines(options.definition(type, version)).forEach(out::println);
    out.flush();
    return 0;
  }
}
