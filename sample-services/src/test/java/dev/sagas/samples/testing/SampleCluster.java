package dev.sagas.samples.testing;

import dev.sagas.definition.SagaDefinition;
import dev.sagas.dev.platform.DevPlatform;
import dev.sagas.dev.platform.DevPlatformConfig;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.samples.outside.OutsideService;
import dev.sagas.samples.service.DatabaseSettings;
import dev.sagas.samples.service.RunningService;
import dev.sagas.samples.service.SampleService;
import dev.sagas.samples.service.ServiceConfig;
import dev.sagas.samples.service.Sql;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Broker, registry, orchestrator and services, and the bank and the carriers outside, each of which
 * can be stopped and started.
 */
public final class SampleCluster implements AutoCloseable {
  private final Path directory;
  private final DevPlatform platform;
  private final Map<String, RunningService> running = new HashMap<>();
  private OutsideService outside;

  private SampleCluster(Path directory, DevPlatform platform) {
    this.directory = directory;
    this.platform = platform;
    outside = openOutside(0);
  }

  private OutsideService openOutside(int port) {
    ServiceConfig config = ServiceConfig.of(Map.of(ServiceConfig.HTTP_PORT, port));
    return OutsideService.start(
        config, DatabaseSettings.h2(directory.resolve(OutsideService.NAME), 16));
  }

  /** Until {@link #startOutside} nobody answers where the bank and the carriers were. */
  public void stopOutside() {
    outside.close();
  }

  /** Starts them again, where they were. */
  public void startOutside() {
    outside = openOutside(outside.url().getPort());
  }

  /** The bank and the carriers. */
  public OutsideService outside() {
    return outside;
  }

  public static SampleCluster start(Path directory, List<SampleService> services) {
    return start(directory, services, DevPlatformConfig.in(directory));
  }

  /** With one definition, instead of all that the class path offers. */
  public static SampleCluster start(
      Path directory, List<SampleService> services, Class<? extends SagaDefinition<?>> definition) {
    return start(
        directory,
        services,
        DevPlatformConfig.in(directory).with(OrchestratorConfig.DEFINITIONS, definition.getName()));
  }

  private static SampleCluster start(
      Path directory, List<SampleService> services, DevPlatformConfig platform) {
    DevPlatformConfig config = platform.withPorts(0, 0, -1);
    SampleCluster cluster = new SampleCluster(directory, DevPlatform.start(config));
    try {
      services.forEach(cluster::start);
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  public void start(SampleService service) {
    ServiceConfig config =
        ServiceConfig.of(
            Map.of(
                ServiceConfig.BOOTSTRAP_SERVERS,
                platform.kafka().bootstrapServers(),
                ServiceConfig.REGISTRY_URL,
                platform.registry().url(),
                ServiceConfig.OUTSIDE_URL,
                outside.url().toString(),
                "saga.kafka.consumer.group.instance.id",
                service.name()));
    DatabaseSettings database =
        DatabaseSettings.h2(directory.resolve(service.name()), config.poolSize());
    running.put(service.name(), service.start(config, database));
  }

  public void stop(SampleService service) {
    running.remove(service.name()).close();
  }

  public DevPlatform platform() {
    return platform;
  }

  public DataSource database(SampleService service) {
    return running.get(service.name()).dataSource();
  }

  /** One number out of a running service's database. */
  public long number(SampleService service, String sql) throws Exception {
    return number(database(service), sql);
  }

  /** One number out of a database. */
  public static long number(DataSource database, String sql) throws Exception {
    try (Connection connection = database.getConnection()) {
      return new Sql(connection).first(sql, row -> row.getLong(1)).orElseThrow();
    }
  }

  @Override
  public void close() {
    running.values().forEach(RunningService::close);
    outside.close();
    platform.close();
  }
}
