package dev.sagas.orchestrator.app;

import dev.sagas.engine.core.DefinitionCatalog;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.export.run.BackgroundExport;
import dev.sagas.http.HttpAccess;
import dev.sagas.http.Probes;
import dev.sagas.http.SagaServer;
import dev.sagas.http.ServerSettings;
import dev.sagas.http.api.ApiRoutes;
import dev.sagas.http.api.Service;
import dev.sagas.http.cluster.SignOutExchange;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.http.security.RateLimits;
import dev.sagas.index.cluster.Member;
import dev.sagas.index.cluster.Membership;
import dev.sagas.index.exported.ExportUnavailableException;
import dev.sagas.index.exported.ExportedSagas;
import dev.sagas.index.live.LiveIndex;
import dev.sagas.index.live.RestoreBoard;
import dev.sagas.operate.definitions.GateReport;
import dev.sagas.operate.history.RecentErrors;
import dev.sagas.operate.query.FieldMask;
import dev.sagas.operate.watch.WatchedSurroundings;
import dev.sagas.operate.why.KnownDefinition;
import dev.sagas.orchestrator.claims.StagedClaims;
import dev.sagas.orchestrator.index.ErrorFeeder;
import dev.sagas.orchestrator.index.IndexFeeder;
import dev.sagas.orchestrator.streams.CommitListener;
import dev.sagas.orchestrator.streams.EngineQueries;
import dev.sagas.orchestrator.streams.SagaEngine;
import dev.sagas.orchestrator.streams.StreamsSettings;
import dev.sagas.orchestrator.streams.WatchedPositions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP of an orchestrator: listens before the engine starts, because the engine tells the other
 * instances its address, and answers that it is not ready until then.
 */
final class OrchestratorHttp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OrchestratorHttp.class);
  private static final int MAX_SAGAS_WITH_ERRORS = 20_000;
  private static final Optional<String> STARTING = Optional.of("STARTING");

  private final LiveIndex index = new LiveIndex();
  private final IndexFeeder feeder;
  private final RecentErrors errors = new RecentErrors(MAX_SAGAS_WITH_ERRORS);
  private final OrchestratorConfig config;
  private final Monitoring monitoring;
  private final StagedClaims claims;
  private final HttpAccess access;
  private final Optional<SagaServer> server;

  private volatile @Nullable Service service;
  private volatile @Nullable WatchedSurroundings surroundings;
  private volatile Optional<ExportedSagas> exported = Optional.empty();
  private volatile @Nullable BackgroundExport export;
  private volatile Optional<SignOutExchange> signOuts = Optional.empty();
  private volatile List<GateReport> gate = List.of();
  private volatile Supplier<Optional<String>> whyNotAlive = Optional::empty;
  private volatile Supplier<Optional<String>> whyNotReady = () -> STARTING;

  private OrchestratorHttp(
      OrchestratorConfig config, Monitoring monitoring, StagedClaims claims, Clock clock) {
    this.config = config;
    this.claims = claims;
    this.monitoring = monitoring;
    this.feeder = new IndexFeeder(index, clock, monitoring.visible());
    monitoring.show(index);
    monitoring.health(() -> whyNotReady.get(), () -> whyNotAlive.get());
    this.access = HttpAccess.of(config::optional);
    int port = config.getInt(OrchestratorConfig.HTTP_PORT);
    this.server = port < 0 ? Optional.empty() : Optional.of(listen(port));
  }

  /**
   * Listens, unless {@code http.port} is negative.
   *
   * @param claims what is asked whether the store of large values answers
   * @param clock the one that stamps transitions
   * @throws IllegalArgumentException if it would listen beyond loopback without authentication
   */
  static OrchestratorHttp open(
      OrchestratorConfig config, Monitoring monitoring, StagedClaims claims, Clock clock) {
    return new OrchestratorHttp(config, monitoring, claims, clock);
  }

  private SagaServer listen(int port) {
    ServerSettings settings =
        new ServerSettings(
            config.getString(OrchestratorConfig.HTTP_HOST),
            port,
            access.authenticator(),
            access.login(),
            new RateLimits(
                config.getInt(OrchestratorConfig.HTTP_READS_PER_SECOND),
                config.getInt(OrchestratorConfig.HTTP_WRITES_PER_SECOND)),
            access.sessions());
    return SagaServer.start(
        settings,
        ApiRoutes.of(this::service),
        new Probes(() -> whyNotAlive.get(), () -> whyNotReady.get(), monitoring::page));
  }

  private Service service() {
    Service current = service;
    if (current == null) {
      throw new ProblemException(
          ProblemCode.NOT_READY,
          isAnswering()
              ? "Expected the instance to have started, but it is starting"
              : "Expected the operators' API to be enabled, but http.api.enabled is false");
    }
    return current;
  }

  /** They learn what is committed; what operators see comes first. */
  List<CommitListener> listeners() {
    List<CommitListener> all = new ArrayList<>();
    if (isAnswering()) {
      all.add(feeder);
      all.add(new ErrorFeeder(errors));
    }
    all.addAll(monitoring.listeners());
    return all;
  }

  /** The index is kept for the API and the metrics. */
  private boolean isAnswering() {
    return config.getBoolean(OrchestratorConfig.HTTP_API_ENABLED);
  }

  /** Shows what is being restored. */
  RestoreBoard restores() {
    return index.restores();
  }

  /** The settings of an engine that tells the other instances the address of this HTTP. */
  StreamsSettings announcedIn(StreamsSettings streams) {
    return address().map(streams::withAddress).orElse(streams);
  }

  /** {@code host:port} as the other instances reach it; empty without HTTP. */
  private Optional<String> address() {
    return server.map(
        running ->
            config
                .optional(OrchestratorConfig.HTTP_ADVERTISED)
                .orElseGet(() -> reachableHost() + ":" + running.port()));
  }

  private String reachableHost() {
    String host = config.getString(OrchestratorConfig.HTTP_HOST);
    if (!host.equals("0.0.0.0") && !host.equals("::")) {
      return host;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return host;
    }
  }

  /** What was examined of the definitions that are about to be deployed. */
  void deployed(List<GateReport> reports) {
    gate = reports;
  }

  /** From now on answers from this engine. */
  void serve(
      SagaEngine engine, Optional<WatchedPositions> positions, DefinitionCatalog definitions) {
    whyNotAlive = engine::whyNotAlive;
    whyNotReady =
        () -> engine.whyNotReady().or(() -> positions.flatMap(WatchedPositions::whyNotReady));
    EngineQueries queries = engine.queries();
    feeder.readFrom(queries::forEach);
    if (server.isPresent() && isAnswering()) {
      WatchedSurroundings watched = new WatchedSurroundings(deployment(), errors);
      surroundings = watched;
      service =
          Service.of(index, queries, new Members(queries, address().orElse("")), deployment())
              .with(
                  new Service.Insight(
                      KnownDefinition.deployed(definitions),
                      watched,
                      () -> whyNotReady.get(),
                      gate))
              .listenedBy(config.getInt(OrchestratorConfig.HTTP_MAX_LISTENERS))
              .masking(FieldMask.of(config.getList(OrchestratorConfig.HTTP_MASKED_FIELDS)));
      signOuts = access.exchangingSignOuts(service().peers());
      exported = exported();
      exported.ifPresent(known -> service = service().exporting(known));
    }
  }

  /** Without a driver for its database the instance runs, and says in its log what is wrong. */
  private Optional<ExportedSagas> exported() {
    try {
      return ExportProperties.queries(config, () -> Optional.ofNullable(export));
    } catch (ExportUnavailableException e) {
      LOG.warn("What is exported cannot be asked about: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** This exports from now on, if anything does; it is shown, and returned. */
  Optional<BackgroundExport> exporting(Optional<BackgroundExport> begun) {
    export = begun.orElse(null);
    monitoring.exporting(begun);
    return begun;
  }

  private Deployment deployment() {
    Map<String, Object> client = new HashMap<>(config.clientConfig());
    client.putAll(claims.in(config.serdeConfig()));
    return Deployment.of(client)
        .withTopics(config.topics())
        .withApplicationId(config.applicationId());
  }

  private record Members(EngineQueries queries, String self) implements Membership {
    @Override
    public int partitions() {
      return queries.partitions();
    }

    @Override
    public List<Member> members() {
      return queries.members();
    }
  }

  /** Why inputs, or some of them, are not processed; empty if they are. */
  Optional<String> whyNotReady() {
    return whyNotReady.get();
  }

  /** The port in use. */
  OptionalInt port() {
    return server.map(SagaServer::port).map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  @Override
  public void close() {
    Service current = service;
    if (current != null) {
      current.events().close();
    }
    signOuts.ifPresent(SignOutExchange::close);
    server.ifPresent(SagaServer::close);
    if (current != null) {
      current.batches().close();
    }
    WatchedSurroundings watched = surroundings;
    if (watched != null) {
      watched.close();
    }
    exported.ifPresent(ExportedSagas::close);
    feeder.close();
  }
}
