package dev.sagas.orchestrator.app;

import dev.sagas.engine.definitions.DeployedDefinitions;
import dev.sagas.engine.definitions.DescribedSaga;
import dev.sagas.export.run.BackgroundExport;
import dev.sagas.index.live.LiveIndex;
import dev.sagas.orchestrator.claims.StagedClaims;
import dev.sagas.orchestrator.metrics.OrchestratorMetrics;
import dev.sagas.orchestrator.metrics.WatchedGroup;
import dev.sagas.orchestrator.streams.CommandTraces;
import dev.sagas.orchestrator.streams.CommitListener;
import dev.sagas.orchestrator.streams.SagaEngine;
import dev.sagas.orchestrator.streams.Takeovers;
import dev.sagas.orchestrator.tracing.SagaTracing;
import dev.sagas.protocol.ParticipantName;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What an orchestrator shows of itself to machines, as far as it is switched on. */
final class Monitoring implements AutoCloseable {
  private final OrchestratorConfig config;
  private final Optional<OrchestratorMetrics> metrics;
  private final Optional<SagaTracing> tracing;

  Monitoring(OrchestratorConfig config, Clock clock) {
    this.config = config;
    this.metrics =
        config.getBoolean(OrchestratorConfig.METRICS_ENABLED)
            ? Optional.of(new OrchestratorMetrics(clock))
            : Optional.empty();
    this.tracing =
        config
            .optional(OrchestratorConfig.TRACING_ENDPOINT)
            .map(
                endpoint ->
                    SagaTracing.exporting(
                        endpoint,
                        config.getDouble(OrchestratorConfig.TRACING_RATIO),
                        config.applicationId()));
  }

  /** The trace context of commands. */
  CommandTraces traces() {
    return tracing.map(CommandTraces.class::cast).orElse(CommandTraces.NONE);
  }

  /** Shows what the live sagas of that index wait for. */
  void show(LiveIndex index) {
    metrics.ifPresent(all -> all.live(index));
  }

  /** Learns how long it took until what was committed is shown, in ns. */
  LongConsumer visible() {
    return metrics.map(OrchestratorMetrics::visible).orElse(nanos -> {});
  }

  /** What must be notified of commits. */
  List<CommitListener> listeners() {
    return Stream.<CommitListener>concat(
            metrics.map(OrchestratorMetrics::commits).stream(), tracing.stream())
        .toList();
  }

  /** Follows restorations, and hands them on. */
  Takeovers following(Takeovers next) {
    return metrics.map(all -> all.following(next)).orElse(next);
  }

  /** The engine was started, with these definitions. */
  void started(SagaEngine engine, List<DescribedSaga> sagas) {
    metrics.ifPresent(
        all -> {
          all.running(engine, Path.of(config.getString(OrchestratorConfig.STATE_DIR)));
          all.participants(config.clientConfig(), groups(sagas));
        });
  }

  private List<WatchedGroup> groups(List<DescribedSaga> sagas) {
    List<String> named = config.getList(OrchestratorConfig.METRICS_GROUPS);
    return DeployedDefinitions.participants(sagas).stream()
        .map(participant -> group(participant, named))
        .toList();
  }

  private WatchedGroup group(ParticipantName participant, List<String> named) {
    String usual = config.topics().prefix() + participant.value();
    String prefix = participant.value() + "=";
    String group =
        named.stream()
            .filter(entry -> entry.startsWith(prefix))
            .map(entry -> entry.substring(prefix.length()))
            .findFirst()
            .orElse(usual);
    return new WatchedGroup(participant.value(), group, config.topics().commands(participant));
  }

  /** Whether the instance works, from now on. */
  void health(Supplier<Optional<String>> whyNotReady, Supplier<Optional<String>> whyNotAlive) {
    metrics.ifPresent(all -> all.health(whyNotReady, whyNotAlive));
  }

  /** Sagas are exported to a database from now on, if they are. */
  void exporting(Optional<BackgroundExport> export) {
    export.ifPresent(
        begun ->
            metrics.ifPresent(
                all -> all.exporting(() -> begun.whyNot().isEmpty(), begun::offsetsBehind)));
  }

  /** Large values are loaded and stored from now on. */
  void claiming(StagedClaims claims) {
    metrics.ifPresent(all -> all.claims(claims.figures()));
  }

  /** What Prometheus scrapes. */
  Optional<String> page() {
    return metrics.map(OrchestratorMetrics::scrape);
  }

  @Override
  public void close() {
    metrics.ifPresent(OrchestratorMetrics::close);
    tracing.ifPresent(SagaTracing::close);
  }
}
