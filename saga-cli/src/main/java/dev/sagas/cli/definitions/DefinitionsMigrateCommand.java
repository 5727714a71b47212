package dev.sagas.cli.definitions;

import dev.sagas.cli.action.ActionOptions;
import dev.sagas.cli.action.AnswerOptions;
import dev.sagas.cli.server.ServerCalls;
import dev.sagas.cli.server.ServerOptions;
import dev.sagas.cli.shared.Output;
import dev.sagas.operate.action.VersionMove;
import dev.sagas.operate.action.VersionMoves;
import dev.sagas.operate.query.SagaList;
import dev.sagas.protocol.SagaType;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Moves all live sagas of one version to another. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = {
      "Migrates every live saga of one version to another, one by one, as saga migrate does; a "
          + "refusal does not affect the others. With --dry-run it says for each whether "
          + "it would be migrated, and if not, why.",
      "Exit code: 0 all were migrated, or would be; 1 some were refused, or led to an "
          + "incident; 2 could not be done; 3 for some it is not known yet, they may still "
          + "be migrated."
    })
final class DefinitionsMigrateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "TYPE", description = "The sagas' type.")
  private SagaType type;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "NUMBER",
      description = "The version that they are on.")
  private int from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "NUMBER",
      description = "The version to continue under.")
  private int to;

  @Mixin private ServerOptions servers;
  @Mixin private ActionOptions action;

  @Option(
      names = "--limit",
      defaultValue = "1000",
      paramLabel = "NUMBER",
      description = "The maximum number, longest waiting first (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Mixin private AnswerOptions options;
  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the fields. */
  @SuppressWarnings("NullAway.Init")
  DefinitionsMigrateCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    MoveReport report =
        options.output() == Output.json ? MoveReport.json() : MoveReport.text(out::println);
    VersionMove move =
        new VersionMove(type, from, to, action.actor(), action.reason(), action.isDryRun(), limit);
    Optional<ServerCalls> server = servers.chosen(spec, "--actor");
    end(report, move, server).forEach(out::println);
    out.flush();
    return report.exitCode();
  }

  private List<String> end(MoveReport report, VersionMove move, Optional<ServerCalls> server)
      throws IOException {
    if (server.isPresent()) {
      ServerMoves moves = new ServerMoves(server.get(), move);
      moves.gap().ifPresent(spec.commandLine().getErr()::println);
      moves.run(options.timeout(), report);
      return report.end(moves.matched(), moves.asked());
    }
    SagaList sagas =
        VersionMoves.of(options.deployment()).run(move, options.timeout(), report::add);
    return report.end(sagas.matched(), sagas.rows().size());
  }
}
