package dev.sagas.orchestrator.cli;

import dev.sagas.orchestrator.operate.PublishedSaga;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the published definitions; changes nothing. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists every version of every definition that was ever deployed. It stays published when it"
          + " is deployed no longer.",
      "Exit code: 0 done, 2 could not be done."
    })
final class DefinitionsListCommand implements Callable<Integer> {
  @Mixin private DefinitionOptions options;

  @Option(
      names = "--output",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Output output;

  @Spec private CommandSpec spec;

  /** Made by picocli, which fills in the fields. */
  @SuppressWarnings("NullAway.Init")
  DefinitionsListCommand() {}

  @Override
  public Integer call() throws IOException {
    List<PublishedSaga> definitions = options.definitions().list();
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case table -> DefinitionText.list(definitions).forEach(out::println);
      case json -> out.println(DefinitionJson.list(definitions));
    }
    out.flush();
    return 0;
  }
}
