package dev.sagas.cli.saga;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.cli.server.ServerCalls;
import dev.sagas.cli.server.ServerOptions;
import dev.sagas.cli.shared.DeploymentOptions;
import dev.sagas.cli.shared.ExportOptions;
import dev.sagas.cli.shared.FilterOptions;
import dev.sagas.cli.shared.OutputOptions;
import dev.sagas.cli.shared.SagaSubcommand;
import dev.sagas.cli.shared.Screen;
import dev.sagas.index.exported.ExportedSagas;
import dev.sagas.index.live.LiveFilter;
import dev.sagas.operate.json.Json;
import dev.sagas.operate.json.SagaListJson;
import dev.sagas.operate.query.SagaList;
import dev.sagas.operate.query.StoredSagas;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists sagas and why they wait; changes nothing. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the live sagas and what they wait for, longest waiting first. A saga must match "
          + "all options. Without --server it reads a topic from its beginning.",
      "Ended ones with --ended: as far as they are remembered, or from the database of an export,"
          + " which the orchestrators ask, or the command itself with --export.",
      "Exit code: 0 done, 2 could not be done."
    })
public final class ListCommand implements SagaSubcommand {
  @Mixin private ServerOptions servers;

  @Mixin private DeploymentOptions options;

  @Mixin private FilterOptions filter;

  @Mixin private EndedOptions ended;

  @Mixin private ExportOptions export;

  @Option(
      names = "--limit",
      defaultValue = "100",
      paramLabel = "NUMBER",
      description = "The maximum number (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public ListCommand() {}

  @Override
  public Integer call() throws IOException {
    if (limit < 1 || limit > StoredSagas.MAX_LISTED) {
      throw new ParameterException(
          spec.commandLine(),
          "Expected a limit of 1 to %s sagas to list, but got %s"
              .formatted(StoredSagas.MAX_LISTED, limit));
    }
    Optional<ServerCalls> server = servers.chosen(spec);
    ObjectNode list = server.isPresent() ? listed(server.get()) : unserved();
    said(list.path("export")).ifPresent(spec.commandLine().getErr()::println);
    output.print(
        spec, () -> SagaListTable.lines(list, Screen.of(System.getenv())), () -> Json.text(list));
    return 0;
  }

  private ObjectNode listed(ServerCalls server) {
    ListedSagas sagas = new ListedSagas(server);
    ObjectNode list = sagas.list(ended.addedTo(filter.parameters()), limit);
    sagas.gaps().forEach(spec.commandLine().getErr()::println);
    return list;
  }

  private ObjectNode unserved() throws IOException {
    long nowMs = Clock.systemUTC().millis();
    LiveFilter selected = filter.filter(nowMs);
    boolean isForExport = ended.isSearch() || ended.isEndedOnly(selected);
    if (ended.isSearch() && !export.isGiven()) {
      throw new ParameterException(
          spec.commandLine(), "Expected --server or --export with --data or --text");
    }
    if (isForExport && export.isGiven()) {
      try (ExportedSagas exported = export.open().orElseThrow()) {
        return new ExportedListing(exported).list(ended.exported(selected), limit, nowMs);
      }
    }
    return stored(ended.of(selected));
  }

  /** How fresh what was exported is. */
  private static Optional<String> said(JsonNode export) {
    if (export.isMissingNode()) {
      return Optional.empty();
    }
    String asOf = export.hasNonNull("asOf") ? export.path("asOf").asText() : "a time not known";
    String why = export.hasNonNull("whyNot") ? ": " + export.path("whyNot").asText() : "";
    return Optional.of("From the export, as of %s%s".formatted(asOf, why));
  }

  private ObjectNode stored(LiveFilter selected) throws IOException {
    SagaList list = StoredSagas.of(options.deployment()).list(selected, limit);
    if (list.unreadable() > 0) {
      spec.commandLine()
          .getErr()
          .println(list.unreadable() + " checkpoints cannot be read: run saga audit");
    }
    return SagaListJson.node(list);
  }
}
