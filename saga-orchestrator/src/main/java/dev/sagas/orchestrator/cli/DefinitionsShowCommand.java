package dev.sagas.orchestrator.cli;

import dev.sagas.orchestrator.operate.PublishedSaga;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows a published definition; changes nothing. */
@Command(
    name = "show",
    description = {
      "Shows a version of a definition: its data, its policies and its steps.",
      "Exit code: 0 done, 1 no such definition, 2 could not be done."
    })
final class DefinitionsShowCommand implements Callable<Integer> {
  @Mixin private OneDefinition definition;

  @Option(
      names = "--output",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Output output;

  @Spec private CommandSpec spec;

  /** Made by picocli, which fills in the fields. */
  @SuppressWarnings("NullAway.Init")
  DefinitionsShowCommand() {}

  @Override
  public Integer call() throws IOException {
    PublishedSaga read = definition.read();
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case table -> DefinitionText.page(read).forEach(out::println);
      case json -> out.println(DefinitionJson.of(read));
    }
    out.flush();
    return 0;
  }
}
