package dev.sagas.orchestrator.app;

import dev.sagas.engine.core.SagaDecider;
import dev.sagas.engine.definitions.DeployedDefinitions;
import dev.sagas.engine.definitions.DescribedSaga;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.EngineNames;
import dev.sagas.engine.wire.InboundReader;
import dev.sagas.engine.wire.JournalCodec;
import dev.sagas.engine.wire.OutputWriter;
import dev.sagas.engine.wire.ProtocolSchema;
import dev.sagas.export.run.BackgroundExport;
import dev.sagas.operate.topics.TopicSetup;
import dev.sagas.orchestrator.claims.StagedClaims;
import dev.sagas.orchestrator.definitions.DefinitionDeployment;
import dev.sagas.orchestrator.definitions.LoadedDefinitions;
import dev.sagas.orchestrator.definitions.ProvedDefinitions;
import dev.sagas.orchestrator.streams.CommitLog;
import dev.sagas.orchestrator.streams.DrainCounter;
import dev.sagas.orchestrator.streams.EngineParts;
import dev.sagas.orchestrator.streams.EngineTopology;
import dev.sagas.orchestrator.streams.RepeatedFailures;
import dev.sagas.orchestrator.streams.Restorations;
import dev.sagas.orchestrator.streams.SagaEngine;
import dev.sagas.orchestrator.streams.WatchedPositions;
import dev.sagas.orchestrator.streams.WatchedReplies;
import dev.sagas.orchestrator.streams.WatchedTopics;
import dev.sagas.protocol.TopicNames;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.RegistryPatience;
import dev.sagas.serde.SubjectStrategy;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One orchestrator instance.
 *
 * <ul>
 *   <li>The start checks every definition, creates missing topics, registers the schemas of the
 *       protocol and of every definition, publishes the definitions, and only then begins
 *       processing.
 * </ul>
 */
public final class Orchestrator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Orchestrator.class);

  private final OrchestratorConfig config;
  private final EngineSettings settings;
  private final Clock clock;
  private final Monitoring monitoring;
  private final AvroCodec byTopic;
  private final StagedClaims claims;
  private final AvroCodec byRecord;
  private @Nullable LoadedDefinitions loaded;
  private @Nullable SagaEngine engine;
  private @Nullable OrchestratorHttp http;
  private @Nullable WatchedTopics watched;
  private @Nullable WatchedReplies watchedReplies;
  private @Nullable WatchedPositions positions;
  private @Nullable JournalRebuilder rebuilder;
  private @Nullable RecoveryLog recoveries;
  private @Nullable BackgroundExport export;

  private Orchestrator(OrchestratorConfig config, Clock clock) {
    this.config = config;
    this.settings = new EngineSettings(config);
    this.clock = clock;
    this.monitoring = new Monitoring(config, clock);
    this.byTopic = AvroCodec.create(config.serdeConfig(), SubjectStrategy.TOPIC_NAME);
    this.claims = ClaimProperties.open(config);
    monitoring.claiming(claims);
    this.byRecord = AvroCodec.create(claims.in(config.serdeConfig()), SubjectStrategy.RECORD_NAME);
  }

  /**
   * Starts an instance with the definitions on the class path and in the definitions folder;
   * returns before its partitions are restored.
   *
   * @throws dev.sagas.engine.definitions.InvalidDeploymentException with every problem of every
   *     definition, if one cannot be deployed
   * @throws dev.sagas.operate.topics.UnfitTopicsException if topics do not fit
   */
  public static Orchestrator start(OrchestratorConfig config) {
    return start(config, Clock.systemUTC());
  }

  /**
   * Starts an instance with another clock; see {@link #start(OrchestratorConfig)}.
   *
   * @param clock decides when timers are due, and stamps transitions
   */
  public static Orchestrator start(OrchestratorConfig config, Clock clock) {
    Orchestrator orchestrator = new Orchestrator(config, clock);
    try {
      orchestrator.run();
      return orchestrator;
    } catch (RuntimeException e) {
      orchestrator.close();
      throw e;
    }
  }

  private void run() {
    OrchestratorHttp listening = OrchestratorHttp.open(config, monitoring, claims, clock);
    http = listening;
    TopicNames topics = config.topics();
    DefinitionSource definitions = new DefinitionSource(config, byTopic, byRecord);
    LoadedDefinitions found = definitions.load();
    loaded = found;
    if (!found.problems().isEmpty()) {
      definitions.check(found); // throws, with what is wrong beside these
    }
    List<DescribedSaga> sagas = found.sagas();
    int partitions;
    String sourceId;
    try (Admin admin = Admin.create(config.clientConfig())) {
      TopicSetup setup = new TopicSetup(admin, topics, settings.topicSettings());
      partitions = setup.ensure(DeployedDefinitions.participants(sagas));
      sourceId = setup.sourceId();
    }
    DeployedDefinitions deployed =
        new RegistryPatience(config.duration(OrchestratorConfig.START_TIMEOUT_MS))
            .of(() -> deploy(definitions, found));
    RecoveryLog log = new RecoveryLog(config, byTopic);
    recoveries = log;
    EngineParts parts = parts(deployed, partitions, sourceId, log);
    SagaEngine started =
        SagaEngine.start(
            parts,
            listening
                .announcedIn(settings.streamsSettings())
                .withMaxRequestBytes(Objects.requireNonNull(watched).maxRequestBytes()),
            watchPositions());
    engine = started;
    log.askOf(started.queries(), saga -> deployed.find(saga.type(), saga.version()).isPresent());
    monitoring.started(started, sagas);
    listening.serve(started, Optional.ofNullable(positions), deployed);
    export = listening.exporting(ExportProperties.start(config, clock)).orElse(null);
    sagas.forEach(saga -> LOG.info("Runs saga {} from {}", saga.title(), saga.source()));
  }

  /** Registers everything; repeating it changes nothing. */
  private DeployedDefinitions deploy(DefinitionSource definitions, LoadedDefinitions found) {
    DefinitionDeployment deployment = definitions.check(found);
    Objects.requireNonNull(http).deployed(deployment.reports(clock.millis()));
    ProtocolSchema.of(config.topics()).forEach(this::register);
    return deployment.deploy(settings.payloadLimits());
  }

  private void register(ProtocolSchema of) {
    AvroCodec codec = of.strategy() == SubjectStrategy.TOPIC_NAME ? byTopic : byRecord;
    codec.register(of.topic(), of.schema());
  }

  private EngineParts parts(
      DeployedDefinitions deployed, int partitions, String sourceId, RecoveryLog log) {
    TopicNames topics = config.topics();
    Set<String> answerTopics = new HashSet<>(config.getList(OrchestratorConfig.ANSWER_TOPICS));
    answerTopics.add(topics.answers());
    return new EngineParts(
        new SagaDecider(deployed),
        ProvedDefinitions.of(deployed.sagas()),
        settings.limits(),
        new EngineParts.Formats(
            new InboundReader(
                byRecord, topics, sourceId, config.getInt(OrchestratorConfig.MAX_INPUT_BYTES)),
            new OutputWriter(byTopic, byRecord, topics),
            new JournalCodec(byTopic, topics.journal()),
            settings.outcomeHeaders(),
            claims),
        new EngineParts.Topics(
            topics, partitions, answerTopics, watchTopics(deployed, answerTopics)),
        clock,
        new EngineParts.Watches(
            new DrainCounter(),
            watchReplies(),
            new RepeatedFailures(config.getInt(OrchestratorConfig.MAX_INPUT_FAILURES)),
            monitoring.following(
                new Restorations(clock, log, Objects.requireNonNull(http).restores())),
            new CommitLog(Objects.requireNonNull(http).listeners()),
            monitoring.traces()),
        rebuilder(),
        settings.inFlight(deployed),
        config.getInt(OrchestratorConfig.STATE_CACHE_SAGAS));
  }

  private JournalRebuilder rebuilder() {
    Map<String, Object> client = new HashMap<>(config.clientConfig());
    client.putAll(config.serdeConfig());
    JournalRebuilder created =
        new JournalRebuilder(
            Deployment.of(client)
                .withTopics(config.topics())
                .withApplicationId(config.applicationId()));
    rebuilder = created;
    return created;
  }

  private WatchedReplies watchReplies() {
    WatchedReplies watching =
        WatchedReplies.watch(
            Admin.create(config.clientConfig()),
            EngineTopology.inputs(config.topics()),
            config.applicationId(),
            clock);
    watchedReplies = watching;
    return watching;
  }

  private WatchedPositions watchPositions() {
    WatchedPositions watching =
        WatchedPositions.watch(
            Admin.create(config.clientConfig()),
            EngineTopology.inputs(config.topics()),
            config.applicationId());
    positions = watching;
    return watching;
  }

  private WatchedTopics watchTopics(DeployedDefinitions deployed, Set<String> answerTopics) {
    TopicNames topics = config.topics();
    Set<String> written = new HashSet<>(answerTopics);
    written.addAll(
        List.of(
            topics.requests(),
            topics.replies(),
            topics.signals(),
            topics.operations(),
            topics.journal(),
            topics.outcomes(),
            topics.deadLetters(),
            EngineNames.checkpointChangelog(config.applicationId()),
            EngineNames.parkingChangelog(config.applicationId())));
    DeployedDefinitions.participants(deployed.sagas())
        .forEach(participant -> written.add(topics.commands(participant)));
    WatchedTopics watching =
        WatchedTopics.watch(
            Admin.create(config.clientConfig()),
            written,
            settings.topicSettings().maxDeadLetterBytes());
    watched = watching;
    return watching;
  }

  /** Waits until inputs are processed; false if it takes longer. */
  public boolean awaitReady(Duration timeout) throws InterruptedException {
    return engine != null && engine.awaitRunning(timeout);
  }

  /** True while all inputs are processed. */
  public boolean isReady() {
    return http != null && http.whyNotReady().isEmpty();
  }

  /** The port of HTTP, if it is served. */
  public OptionalInt httpPort() {
    return http == null ? OptionalInt.empty() : http.port();
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      LOG.warn("A part was not closed", e);
    }
  }

  /** Finishes what is being processed and hands over its partitions. */
  @Override
  public void close() {
    if (engine != null) {
      engine.close();
    }
    if (http != null) {
      http.close();
    }
    Stream.of(export, monitoring, watched, watchedReplies, positions, rebuilder, recoveries)
        .filter(Objects::nonNull)
        .forEach(Orchestrator::close);
    // A thread that did not stop in time may still need classes.
    if (loaded != null && (engine == null || engine.hasEnded())) {
      loaded.close();
    }
    Stream.of(byTopic, byRecord, claims).forEach(Orchestrator::close);
  }
}
