package dev.sagas.dev.journal;

import dev.sagas.dev.engine.TwoStepTrip;
import dev.sagas.dev.platform.DevPlatform;
import dev.sagas.dev.platform.DevPlatformConfig;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.protocol.TopicNames;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** A platform that runs {@link TwoStepTrip}, its services played by the test. */
final class TripDeployment implements AutoCloseable {
  private final DevPlatform platform;
  private final ScriptedServices services;

  private TripDeployment(DevPlatform platform, Map<String, String> shared) {
    this.platform = platform;
    Map<String, Object> client = new HashMap<>(platform.clientConfig());
    client.putAll(shared);
    this.services = new ScriptedServices(client, TopicNames.DEFAULT);
  }

  static TripDeployment start(Path dataDir) {
    return start(dataDir, Map.of());
  }

  /** With more settings of orchestrator and services. */
  static TripDeployment start(Path dataDir, Map<String, String> shared) {
    DevPlatformConfig config =
        DevPlatformConfig.in(dataDir)
            .withPartitions(2)
            .with(OrchestratorConfig.DEFINITIONS, TwoStepTrip.Patient.class.getName())
            .with(OrchestratorConfig.HTTP_PORT, "-1");
    for (Map.Entry<String, String> setting : shared.entrySet()) {
      config = config.with(setting.getKey(), setting.getValue());
    }
    return new TripDeployment(DevPlatform.start(config), shared);
  }

  /** Runs trip-0, trip-1 and so on until they are complete, and trip-0-full and so on undone. */
  TripDeployment run(int completed, int undone) {
    IntStream.range(0, completed).forEach(i -> services.start("trip-" + i));
    IntStream.range(0, undone).forEach(i -> services.start("trip-" + i + "-full"));
    services.answerUntilEnded(completed + undone);
    return this;
  }

  ScriptedServices services() {
    return services;
  }

  Map<String, Object> clientConfig() {
    return platform.clientConfig();
  }

  Deployment auditConfig() {
    return Deployment.of(clientConfig());
  }

  @Override
  public void close() {
    services.close();
    platform.close();
  }
}
