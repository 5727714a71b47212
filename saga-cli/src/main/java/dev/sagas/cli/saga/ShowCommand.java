package dev.sagas.cli.saga;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.cli.server.JsonFields;
import dev.sagas.cli.server.ServerCalls;
import dev.sagas.cli.server.ServerOptions;
import dev.sagas.cli.shared.OptionalRegistryOptions;
import dev.sagas.cli.shared.OutputOptions;
import dev.sagas.cli.shared.RefusedException;
import dev.sagas.cli.shared.SagaSubcommand;
import dev.sagas.cli.shared.Screen;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.operate.history.RunJournal;
import dev.sagas.operate.history.SagaEnding;
import dev.sagas.operate.json.Json;
import dev.sagas.operate.json.SagaJson;
import dev.sagas.operate.query.KeptInputs;
import dev.sagas.operate.query.Payloads;
import dev.sagas.operate.query.StoredSagas;
import dev.sagas.protocol.SagaId;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one saga; changes nothing. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Shows one saga: its status, what it waits for, its incidents, steps, early signals and "
          + "labels. Payloads are not shown, except the saga's data with --data. Without --server"
          + " it reads the saga's partition of a topic from its beginning.",
      "Exit code: 0 done, 1 no such saga, 2 could not be done."
    })
public final class ShowCommand implements SagaSubcommand {
  private static final Duration JOURNAL_LIMIT = Duration.ofMinutes(1);
  private static final Map<String, List<String>> JOURNAL_TOO = Map.of("journal", List.of("true"));

  @Parameters(paramLabel = "ID", description = "The saga.")
  private SagaId saga;

  @Mixin private ServerOptions servers;

  @Mixin private OptionalRegistryOptions options;

  @Option(
      names = "--data",
      description =
          "Show the saga's data as JSON, and nothing else; needs the schema registry, or --server.")
  private boolean dataOnly;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public ShowCommand() {}

  @Override
  public Integer call() throws IOException {
    if (dataOnly && !options.hasRegistry() && servers.chosen(spec).isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "Expected --schema-registry or --server with --data");
    }
    Optional<ServerCalls> server = servers.chosen(spec);
    if (server.isPresent()) {
      if (dataOnly) {
        printData(data(server.get()));
      } else {
        print(server.get().get(ServerCalls.saga(saga, ""), JOURNAL_TOO).deepCopy());
      }
      return 0;
    }
    Deployment deployment = options.deployment();
    SagaState state =
        StoredSagas.of(deployment).find(saga).orElseThrow(() -> RefusedException.noSuchSaga(saga));
    if (dataOnly) {
      printData(data(deployment, state));
    } else {
      print(node(deployment, state));
    }
    return 0;
  }

  private JsonNode data(ServerCalls server) {
    JsonNode answer = server.get(ServerCalls.saga(saga, "/data"));
    JsonFields.text(answer, "whyNot")
        .ifPresent(
            why -> {
              throw new RefusedException(why);
            });
    if (answer.path("masked").asBoolean()) {
      spec.commandLine().getErr().println("What a viewer may not see is masked");
    }
    return answer.path("data");
  }

  private void printData(JsonNode data) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(Json.text(data));
    out.flush();
  }

  private void print(ObjectNode json) {
    json.remove("freshness");
    output.print(
        spec, () -> SagaPage.lines(json, Screen.of(System.getenv())), () -> Json.text(json));
  }

  private ObjectNode node(Deployment deployment, SagaState state) {
    return options.hasRegistry()
        ? SagaJson.node(state, KeptInputs.of(deployment, state), ending(deployment, state))
        : SagaJson.node(state, Map.of());
  }

  private static Optional<SagaEnding> ending(Deployment deployment, SagaState state) {
    return state.status().isTerminal()
        ? SagaEnding.of(
            RunJournal.read(deployment, state, state.startedAtMs(), JOURNAL_LIMIT).transitions())
        : Optional.empty();
  }

  private JsonNode data(Deployment deployment, SagaState state) {
    if (state.data().isEmpty()) {
      throw new RefusedException("Saga " + saga + " has ended: its data is in its outcome");
    }
    try (Payloads payloads = Payloads.open(deployment)) {
      return payloads.json(state.data());
    }
  }
}
