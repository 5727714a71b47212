package dev.sagas.cli.saga;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.cli.server.ExplanationFromJson;
import dev.sagas.cli.server.ServerCalls;
import dev.sagas.cli.server.ServerOptions;
import dev.sagas.cli.shared.GroupOptions;
import dev.sagas.cli.shared.OptionalRegistryOptions;
import dev.sagas.cli.shared.OutputOptions;
import dev.sagas.cli.shared.RefusedException;
import dev.sagas.cli.shared.SagaSubcommand;
import dev.sagas.cli.shared.Screen;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.wire.CorruptCheckpointException;
import dev.sagas.engine.wire.UnknownFormatException;
import dev.sagas.operate.deadletters.DeadLetter;
import dev.sagas.operate.json.ExplanationJson;
import dev.sagas.operate.json.Json;
import dev.sagas.operate.query.StoredSagas;
import dev.sagas.operate.query.TimeText;
import dev.sagas.operate.why.Explainer;
import dev.sagas.operate.why.Explanation;
import dev.sagas.operate.why.Surroundings;
import dev.sagas.operate.why.TopicSituations;
import dev.sagas.operate.why.UnknownSaga;
import dev.sagas.protocol.SagaId;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains why a saga does not move; changes nothing. */
@Command(
    name = "why",
    mixinStandardHelpOptions = true,
    description = {
      "Says in sentences what a saga waits for: since when, from which participant, the last error, "
          + "whether the participant is running, the next timer, what follows, what undo would "
          + "do, and which commands end an incident. No payload is shown. Without --server it reads the"
          + " saga's partition of a topic from its beginning.",
      "Exit code: 0 done, 1 no such saga, 2 could not be done."
    })
public final class WhyCommand implements SagaSubcommand {
  @Parameters(paramLabel = "ID", description = "The saga.")
  private SagaId saga;

  @Mixin private ServerOptions servers;

  @Mixin private OptionalRegistryOptions options;

  @Mixin private GroupOptions groups;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public WhyCommand() {}

  @Override
  public Integer call() throws IOException {
    Optional<ServerCalls> server = servers.chosen(spec, GroupOptions.NAME);
    Explanation explanation = server.isPresent() ? explained(server.get()) : stored();
    output.print(
        spec,
        () -> WhyPage.lines(explanation, Screen.of(System.getenv()).columns()),
        () -> Json.text(ExplanationJson.node(explanation)));
    return 0;
  }

  private Explanation explained(ServerCalls server) {
    JsonNode json =
        server.get(
            ServerCalls.saga(saga, "/why"),
            Map.of("zone", List.of(ZoneId.systemDefault().getId())));
    json.path("gaps").forEach(gap -> spec.commandLine().getErr().println(gap.asText()));
    return server.read(() -> ExplanationFromJson.read(json));
  }

  private Explanation stored() throws IOException {
    return explain(options.deployment(), Clock.systemUTC().millis());
  }

  private Explanation explain(Deployment deployment, long nowMs) {
    Optional<SagaState> found;
    try {
      found = StoredSagas.of(deployment).find(saga);
    } catch (DeploymentException e) {
      if (isUnreadable(e.getCause())) {
        return Explainer.unreadable(saga, String.valueOf(e.getMessage()), nowMs);
      }
      throw e;
    }
    TopicSituations topics = new TopicSituations(deployment, options.hasRegistry(), groups.named());
    TimeText times = new TimeText(ZoneId.systemDefault());
    SagaState state =
        found.orElseThrow(
            () -> new RefusedException(UnknownSaga.text(saga, letters(topics), nowMs, times)));
    Surroundings.Known known = topics.of(state, nowMs, times);
    known.gaps().forEach(gap -> spec.commandLine().getErr().println(gap));
    return Explainer.explain(known.situation());
  }

  /** Who may not read the letters still learns that there is no such saga. */
  private List<DeadLetter> letters(TopicSituations topics) {
    try {
      return topics.letters(saga);
    } catch (DeploymentException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return List.of();
    }
  }

  private static boolean isUnreadable(@Nullable Throwable cause) {
    return cause instanceof CorruptCheckpointException || cause instanceof UnknownFormatException;
  }
}
