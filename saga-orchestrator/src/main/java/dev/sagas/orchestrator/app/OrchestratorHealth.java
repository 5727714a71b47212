package dev.sagas.orchestrator.app;

import dev.sagas.orchestrator.http.HealthServer;
import dev.sagas.orchestrator.streams.SagaEngine;
import dev.sagas.orchestrator.streams.WatchedPositions;
import java.util.Optional;
import java.util.OptionalInt;

/** Whether an orchestrator is working, and the HTTP endpoint that reports it. */
final class OrchestratorHealth implements AutoCloseable {
  private final SagaEngine engine;
  private final Optional<WatchedPositions> positions;
  private final Optional<HealthServer> server;

  private OrchestratorHealth(
      OrchestratorConfig config, SagaEngine engine, Optional<WatchedPositions> positions) {
    this.engine = engine;
    this.positions = positions;
    int port = config.getInt(OrchestratorConfig.HTTP_PORT);
    String host = config.getString(OrchestratorConfig.HTTP_HOST);
    this.server =
        port < 0
            ? Optional.empty()
            : Optional.of(HealthServer.start(host, port, engine::whyNotAlive, this::whyNotReady));
  }

  /** Serves health unless {@code http.port} is negative. */
  static OrchestratorHealth start(
      OrchestratorConfig config, SagaEngine engine, Optional<WatchedPositions> positions) {
    return new OrchestratorHealth(config, engine, positions);
  }

  /** Why inputs, or some of them, are not processed; empty if they are. */
  Optional<String> whyNotReady() {
    return engine.whyNotReady().or(() -> positions.flatMap(WatchedPositions::whyNotReady));
  }

  /** The port of the health endpoint. */
  OptionalInt port() {
    return server.map(HealthServer::port).map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  @Override
  public void close() {
    server.ifPresent(HealthServer::close);
  }
}
