package dev.sagas.cli.definitions;

import dev.sagas.cli.shared.OutputOptions;
import dev.sagas.cli.shared.Screen;
import dev.sagas.operate.json.DefinitionJson;
import dev.sagas.operate.json.Json;
import dev.sagas.operate.query.PublishedSaga;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the published definitions; changes nothing. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists every version of every definition that was ever deployed, including those that "
          + "are no longer deployed.",
      "Exit code: 0 done, 2 could not be done."
    })
final class DefinitionsListCommand implements Callable<Integer> {
  @Mixin private DefinitionOptions options;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the fields. */
  @SuppressWarnings("NullAway.Init")
  DefinitionsListCommand() {}

  @Override
  public Integer call() throws IOException {
    List<PublishedSaga> definitions = options.definitions().list();
    output.print(
        spec,
        () -> DefinitionText.list(definitions, Screen.of(System.getenv())),
        () -> Json.text(DefinitionJson.node(definitions)));
    return 0;
  }
}
