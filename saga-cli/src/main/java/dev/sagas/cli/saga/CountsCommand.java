package dev.sagas.cli.saga;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.cli.server.ServerCalls;
import dev.sagas.cli.server.ServerOptions;
import dev.sagas.cli.shared.Columns;
import dev.sagas.cli.shared.DeploymentOptions;
import dev.sagas.cli.shared.OutputOptions;
import dev.sagas.cli.shared.SagaSubcommand;
import dev.sagas.cli.shared.Screen;
import dev.sagas.index.live.LiveCounts;
import dev.sagas.index.live.LiveFilter;
import dev.sagas.operate.json.CountsJson;
import dev.sagas.operate.json.Json;
import dev.sagas.operate.query.StoredSagas;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Counts live sagas; changes nothing. */
@Command(
    name = "counts",
    mixinStandardHelpOptions = true,
    description = {
      "Counts the live sagas by type, version, status and what they wait for first. Without"
          + " --server it reads a topic from its beginning.",
      "Exit code: 0 done, 2 could not be done."
    })
public final class CountsCommand implements SagaSubcommand {
  @Mixin private ServerOptions servers;
  @Mixin private DeploymentOptions options;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public CountsCommand() {}

  @Override
  public Integer call() throws IOException {
    Optional<ServerCalls> server = servers.chosen(spec);
    JsonNode counts = server.isPresent() ? counted(server.get()) : stored();
    output.print(spec, () -> lines(counts, Screen.of(System.getenv())), () -> Json.text(counts));
    return 0;
  }

  private JsonNode counted(ServerCalls server) {
    ObjectNode counts = server.get("/sagas/counts").deepCopy();
    ServerCalls.gap(counts).ifPresent(spec.commandLine().getErr()::println);
    counts.remove("freshness");
    return counts;
  }

  private JsonNode stored() throws IOException {
    LiveCounts counts = new LiveCounts();
    StoredSagas.of(options.deployment()).forEach(LiveFilter.ALL, row -> counts.add(row.saga()));
    return CountsJson.node(counts.sagas(), counts.waits());
  }

  private static List<String> lines(JsonNode counts, Screen screen) {
    List<JsonNode> rows = new ArrayList<>();
    counts.path("sagas").forEach(rows::add);
    rows.sort(
        Comparator.comparingLong(CountsCommand::count)
            .reversed()
            .thenComparing(row -> row.toString()));
    Columns table = new Columns("COUNT", "TYPE", "VERSION", "STATUS", "WAITS FOR");
    for (JsonNode row : rows) {
      JsonNode wait = row.path("waitsFor");
      table.add(
          Long.toString(count(row)),
          row.path("type").asText(),
          row.path("version").asText(),
          row.path("status").asText(),
          wait.isObject() ? WaitWords.of(wait, screen) : "");
    }
    List<String> lines = new ArrayList<>();
    if (!rows.isEmpty()) {
      lines.addAll(table.lines(screen.columns()));
      lines.add("");
    }
    lines.add("Sagas: " + counts.path("total").asLong());
    return lines;
  }

  private static long count(JsonNode row) {
    return row.path(CountsJson.COUNT).asLong();
  }
}
