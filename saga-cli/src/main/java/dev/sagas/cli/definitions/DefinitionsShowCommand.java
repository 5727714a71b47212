package dev.sagas.cli.definitions;

import dev.sagas.cli.shared.OutputOptions;
import dev.sagas.cli.shared.Screen;
import dev.sagas.operate.json.DefinitionJson;
import dev.sagas.operate.json.Json;
import dev.sagas.operate.query.PublishedSaga;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the fields. */
  @SuppressWarnings("NullAway.Init")
  DefinitionsShowCommand() {}

  @Override
  public Integer call() throws IOException {
    PublishedSaga read = definition.read();
    output.print(
        spec,
        () -> DefinitionText.page(read, Screen.of(System.getenv())),
        () -> Json.text(DefinitionJson.node(read)));
    return 0;
  }
}
