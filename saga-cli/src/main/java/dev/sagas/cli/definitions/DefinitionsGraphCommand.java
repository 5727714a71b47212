package dev.sagas.cli.definitions;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Draws a published definition; changes nothing. */
@Command(
    name = "graph",
    description = {
      "Draws a version of a definition as a Mermaid flow chart: its steps in order, groups in "
          + "parallel, compensations dotted, the pivot with a double frame.",
      "Exit code: 0 done, 1 no such definition, 2 could not be done."
    })
final class DefinitionsGraphCommand implements Callable<Integer> {
  @Mixin private OneDefinition definition;

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the fields. */
  @SuppressWarnings("NullAway.Init")
  DefinitionsGraphCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    MermaidGraph.lines(definition.read()).forEach(out::println);
    out.flush();
    return 0;
  }
}
