package dev.sagas.cli.saga;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.cli.server.ServerCalls;
import dev.sagas.cli.server.ServerException;
import dev.sagas.cli.server.ServerOptions;
import dev.sagas.cli.shared.DeploymentOptions;
import dev.sagas.cli.shared.ExitCodes;
import dev.sagas.cli.shared.FilterOptions;
import dev.sagas.cli.shared.Output;
import dev.sagas.cli.shared.OutputOptions;
import dev.sagas.cli.shared.SagaSubcommand;
import dev.sagas.cli.shared.Screen;
import dev.sagas.cli.shared.Terminal;
import dev.sagas.protocol.SagaId;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Follows sagas; changes nothing. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = {
      "Follows one saga until it ends, or those that match the options that select sagas: drawn"
          + " again and again on a terminal, else a line for each change. Without --server it"
          + " reads a topic from its beginning each time.",
      "Exit code: 0 it ended, or the time was over for a selection; 1 no such saga; 2 could not be"
          + " done; 3 the time was over and the saga had not ended."
    })
public final class WatchCommand implements SagaSubcommand {
  private static final Duration SERVER_PAUSE = Duration.ofSeconds(1);
  private static final Duration TOPICS_PAUSE = Duration.ofSeconds(5);

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "The saga (default: those that match the options).")
  private @Nullable SagaId saga;

  @Mixin private ServerOptions servers;
  @Mixin private DeploymentOptions options;
  @Mixin private FilterOptions filter;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "How long to follow, such as 10m (default: until it ends or is interrupted).")
  private @Nullable Duration length;

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      description = "How long to pause between two looks (default: 1s with --server, else 5s).")
  private @Nullable Duration every;

  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public WatchCommand() {}

  @Override
  public Integer call() throws IOException {
    if (saga != null && filter.isGiven()) {
      throw new ParameterException(
          spec.commandLine(),
          "Expected either the ID of a saga or options that select sagas, but got both");
    }
    Optional<ServerCalls> server = servers.chosen(spec);
    SagaLooks looks =
        server.isPresent() ? SagaLooks.of(server.get()) : SagaLooks.of(options.deployment());
    Duration usual = server.isPresent() ? SERVER_PAUSE : TOPICS_PAUSE;
    Duration pause = every == null ? usual : every;
    long endNanos = length == null ? Long.MAX_VALUE : length.toNanos();
    long begin = System.nanoTime();
    WatchView view = view();
    while (true) {
      if (look(looks, view)) {
        return 0;
      }
      if (System.nanoTime() - begin + pause.toNanos() > endNanos) {
        return saga == null ? 0 : ExitCodes.UNKNOWN;
      }
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  private WatchView view() {
    PrintWriter out = spec.commandLine().getOut();
    Screen screen = Screen.of(System.getenv());
    return output.chosen() == Output.table && Terminal.showsOutput()
        ? WatchView.drawn(out, screen)
        : WatchView.lines(out, screen, output.chosen());
  }

  /** True if there is nothing more to follow. An instance that restarts is asked again. */
  private boolean look(SagaLooks looks, WatchView view) {
    try {
      if (saga == null) {
        view.list(looks.list(filter));
        return false;
      }
      JsonNode now = looks.saga(saga);
      view.saga(now);
      return SagaPage.hasEnded(now);
    } catch (ServerException e) {
      if (view.isEmpty()) {
        throw e;
      }
      spec.commandLine().getErr().println(e.getMessage());
      return false;
    }
  }
}
