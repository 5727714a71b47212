package dev.sagas.cli.saga;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.cli.server.ServerCalls;
import dev.sagas.cli.server.ServerOptions;
import dev.sagas.cli.server.TimelineFromJson;
import dev.sagas.cli.shared.DeploymentOptions;
import dev.sagas.cli.shared.OutputOptions;
import dev.sagas.cli.shared.RefusedException;
import dev.sagas.cli.shared.RegistryOptions;
import dev.sagas.cli.shared.SagaSubcommand;
import dev.sagas.cli.shared.Screen;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.journal.SagaHistory;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.operate.history.RecordTimes;
import dev.sagas.operate.history.RunJournal;
import dev.sagas.operate.history.SagaTimeline;
import dev.sagas.operate.json.Json;
import dev.sagas.operate.json.TimelineJson;
import dev.sagas.operate.query.StoredSagas;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the course of one saga; changes nothing. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the course of a saga from its journal: its steps from left to right, below each what "
          + "undid it, then what else happened and when, with the stretches in which it did "
          + "not move. Also for a saga that has ended and was forgotten, for which the journal must be read, without"
          + " --server. No payload is shown.",
      "Exit code: 0 done, 1 the journal has no such saga, 2 could not be done."
    })
public final class HistoryCommand implements SagaSubcommand {
  private static final Duration JOURNAL_LIMIT = Duration.ofMinutes(5);
  private static final Duration REPLIES_LIMIT = Duration.ofSeconds(2);

  @Parameters(paramLabel = "ID", description = "The saga.")
  private SagaId saga;

  @Mixin private ServerOptions servers;

  @Mixin private DeploymentOptions options;

  @Mixin private RegistryOptions registry;

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "An earlier run of the saga's id (default: the newest).")
  private @Nullable RunId run;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public HistoryCommand() {}

  @Override
  public Integer call() throws IOException {
    Optional<ServerCalls> server = servers.chosen(spec, "--run");
    SagaTimeline timeline = server.isPresent() ? told(server.get()) : read();
    output.print(
        spec,
        () -> HistoryPage.lines(timeline, Screen.of(System.getenv())),
        () -> Json.text(TimelineJson.node(timeline)));
    return 0;
  }

  private SagaTimeline told(ServerCalls server) {
    JsonNode json = server.get(ServerCalls.saga(saga, "/timeline"));
    return server.read(() -> TimelineFromJson.read(json));
  }

  private SagaTimeline read() throws IOException {
    Deployment deployment = registry.deployment(options);
    List<JournalEntry> transitions = transitions(deployment);
    return SagaTimeline.of(
            transitions,
            RecordTimes.read(deployment, RecordTimes.replies(transitions), REPLIES_LIMIT))
        .orElseThrow(
            () -> new RefusedException("The journal has no entry of such a saga: " + saga));
  }

  /** A saga that is still known need not be searched from the beginning of the journal. */
  private List<JournalEntry> transitions(Deployment deployment) {
    Optional<SagaState> known =
        StoredSagas.of(deployment).find(saga).filter(state -> isWanted(state.identity().run()));
    if (known.isPresent()) {
      return RunJournal.read(deployment, known.get(), known.get().startedAtMs(), JOURNAL_LIMIT)
          .transitions();
    }
    List<JournalEntry> all =
        SagaHistory.of(deployment, saga).stream()
            .filter(entry -> entry.note().isEmpty() && isWanted(entry.identity().run()))
            .toList();
    return all.stream()
        .filter(entry -> entry.identity().run().equals(all.get(all.size() - 1).identity().run()))
        .toList();
  }

  private boolean isWanted(RunId candidate) {
    return run == null || run.equals(candidate);
  }
}
