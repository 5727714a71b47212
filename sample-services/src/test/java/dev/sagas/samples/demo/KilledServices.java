package dev.sagas.samples.demo;

import static org.awaitility.Awaitility.await;

import dev.sagas.dev.platform.DevPlatform;
import dev.sagas.dev.platform.DevPlatformConfig;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.protocol.TopicNames;
import dev.sagas.samples.order.OrderBooks;
import dev.sagas.samples.order.OrderFulfilment;
import dev.sagas.samples.outside.OutsideService;
import dev.sagas.samples.service.DatabaseSettings;
import dev.sagas.samples.service.SampleService;
import dev.sagas.samples.service.ServiceConfig;
import dev.sagas.samples.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Broker, registry, orchestrator, bank and carriers in this process, each service in a process of
 * its own on PostgreSQL.
 */
final class KilledServices implements DemoEnvironment {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private final DevPlatform platform;
  private final OutsideService outside;
  private final Map<String, DatabaseSettings> databases = new LinkedHashMap<>();
  private final Map<String, ServiceJvm> services = new LinkedHashMap<>();

  private KilledServices(DevPlatform platform, DatabaseSettings outsideDatabase) {
    this.platform = platform;
    databases.put(OutsideService.NAME, outsideDatabase);
    this.outside =
        OutsideService.start(
            ServiceConfig.of(Map.of(ServiceConfig.HTTP_PORT, 0, ServiceConfig.CONCURRENCY, 16)),
            outsideDatabase);
  }

  /** Starts everything and returns when sagas are processed. */
  static KilledServices start(Path directory) {
    KilledServices started =
        new KilledServices(
            DevPlatform.start(
                DevPlatformConfig.in(directory.resolve("platform"))
                    .withPorts(0, 0, -1)
                    .with(OrchestratorConfig.DEFINITIONS, OrderFulfilment.class.getName())
                    // Of the registry: this is more than some machines can bear.
                    .with("http.read.timeout.ms", "30000")),
            TestDatabase.POSTGRESQL.create(directory));
    try {
      EmbeddedEnvironment.SERVICES.forEach(service -> started.start(service, directory));
      await()
          .atMost(START_LIMIT)
          .until(() -> started.services().stream().allMatch(ServiceJvm::isReady));
      return started;
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  private void start(SampleService service, Path directory) {
    String name = service.name();
    DatabaseSettings database = TestDatabase.POSTGRESQL.create(directory);
    databases.put(name, database);
    services.put(
        name,
        ServiceJvm.start(
            name,
            directory,
            Map.of(
                "SAGA_BOOTSTRAP_SERVERS", platform.kafka().bootstrapServers(),
                "SAGA_SCHEMA_REGISTRY_URL", platform.registry().url(),
                // A member with a name takes its place again at once after it was killed.
                "SAGA_KAFKA_CONSUMER_GROUP_INSTANCE_ID", name,
                "OUTSIDE_URL", outside.url().toString(),
                "DATABASE_URL", database.url(),
                "DATABASE_USER", database.user(),
                "DATABASE_PASSWORD", database.password())));
  }

  Collection<ServiceJvm> services() {
    return services.values();
  }

  DataSource database(String service) {
    DatabaseSettings settings = databases.get(service);
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(settings.url());
    database.setUser(settings.user());
    database.setPassword(settings.password());
    return database;
  }

  @Override
  public Map<String, Object> clientSettings() {
    return platform.clientConfig();
  }

  @Override
  public TopicNames topics() {
    return TopicNames.DEFAULT;
  }

  @Override
  public Optional<OrderBooks> books() {
    return Optional.of(
        new OrderBooks(
            database("orders"),
            database("customers"),
            database("inventory"),
            database("payments"),
            database("shipping"),
            database(OutsideService.NAME)));
  }

  @Override
  public void close() {
    services.values().forEach(ServiceJvm::close);
    outside.close();
    platform.close();
  }
}
