package dev.sagas.samples.demo;

import dev.sagas.dev.kafka.OwnerOnly;
import dev.sagas.dev.platform.DevPlatform;
import dev.sagas.dev.platform.DevPlatformConfig;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.protocol.TopicNames;
import dev.sagas.samples.customers.CustomersService;
import dev.sagas.samples.inventory.InventoryService;
import dev.sagas.samples.order.OrderBooks;
import dev.sagas.samples.order.OrderFulfilment;
import dev.sagas.samples.orders.OrdersService;
import dev.sagas.samples.outside.OutsideService;
import dev.sagas.samples.payments.PaymentsService;
import dev.sagas.samples.service.DatabaseSettings;
import dev.sagas.samples.service.RunningService;
import dev.sagas.samples.service.SampleService;
import dev.sagas.samples.service.ServiceConfig;
import dev.sagas.samples.shipping.ShippingService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Broker, registry, orchestrator, the services of the order fulfilment, and the bank and the
 * carriers that they call, all in this process, with their data in one directory.
 *
 * <ul>
 *   <li>Started again on the same directory it continues where it stopped, however it ended.
 * </ul>
 */
final class EmbeddedEnvironment implements DemoEnvironment {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedEnvironment.class);

  private static final int FETCH_WAIT_MS = 100;

  static final List<SampleService> SERVICES =
      List.of(
          OrdersService.SERVICE,
          CustomersService.SERVICE,
          InventoryService.SERVICE,
          PaymentsService.SERVICE,
          ShippingService.SERVICE);

  private static final int NO_PORT = -1;

  private final Path dataDir;
  private final boolean servesHttp;
  private final List<RunningService> services = new ArrayList<>();
  private final Map<String, DataSource> databases = new ConcurrentHashMap<>();
  private Optional<DevPlatform> platform = Optional.empty();
  private Optional<OutsideService> outside = Optional.empty();

  private EmbeddedEnvironment(Path dataDir, boolean servesHttp) {
    this.dataDir = dataDir;
    this.servesHttp = servesHttp;
  }

  /**
   * Starts everything and returns when sagas are processed.
   *
   * @param servesHttp whether the orchestrator serves its web UI, on a free port, and keeps ended
   *     sagas for it in a database of its own
   * @param progress is notified of what is being started
   */
  static EmbeddedEnvironment start(Path dataDir, boolean servesHttp, Consumer<String> progress) {
    EmbeddedEnvironment environment = new EmbeddedEnvironment(dataDir.toAbsolutePath(), servesHttp);
    try {
      environment.startAll(progress);
      return environment;
    } catch (RuntimeException e) {
      environment.close();
      throw e;
    }
  }

  private void startAll(Consumer<String> progress) {
    takeDirectories();
    progress.accept("starting broker, schema registry and orchestrator, bank and carriers");
    AtOnce.run(List.of(this::startPlatform, this::startOutside));
    String names = SERVICES.stream().map(SampleService::name).collect(Collectors.joining(", "));
    progress.accept("starting the services " + names);
    AtOnce.run(SERVICES.stream().<Runnable>map(service -> () -> start(service)).toList());
  }

  /** Before parts that start at the same time would each create the ones that are missing. */
  private void takeDirectories() {
    try {
      OwnerOnly.directory(dataDir);
      OwnerOnly.directory(databases());
    } catch (IOException e) {
      throw new UncheckedIOException("Expected " + dataDir + " to be a directory of ours", e);
    }
  }

  private Path databases() {
    return dataDir.resolve("databases");
  }

  private void startPlatform() {
    platform = Optional.of(DevPlatform.start(platformConfig()));
  }

  private void startOutside() {
    ServiceConfig config =
        ServiceConfig.of(Map.of(ServiceConfig.HTTP_PORT, 0, ServiceConfig.CONCURRENCY, 16));
    OutsideService started = OutsideService.start(config, settings(OutsideService.NAME, config));
    outside = Optional.of(started);
    databases.put(OutsideService.NAME, started.dataSource());
  }

  private void start(SampleService service) {
    ServiceConfig config = serviceConfig(service, outside.orElseThrow().url());
    RunningService started = service.start(config, settings(service.name(), config));
    databases.put(service.name(), started.dataSource());
    synchronized (services) {
      services.add(started);
    }
  }

  private DatabaseSettings settings(String name, ServiceConfig config) {
    return DatabaseSettings.h2(databases().resolve(name), config.poolSize());
  }

  private DevPlatformConfig platformConfig() {
    // No one can take over from the only instance: after a crash it would only wait for itself.
    DevPlatformConfig config =
        DevPlatformConfig.in(dataDir)
            .withPorts(0, 0, servesHttp ? 0 : NO_PORT)
            .with(OrchestratorConfig.DEFINITIONS, OrderFulfilment.class.getName())
            .with(OrchestratorConfig.TRANSACTION_TIMEOUT_MS, "3000");
    // Only somebody who looks on afterwards asks for sagas that have ended long ago.
    return servesHttp ? config.withExport() : config;
  }

  private ServiceConfig serviceConfig(SampleService service, URI outside) {
    Map<String, Object> config = new HashMap<>();
    config.put(ServiceConfig.BOOTSTRAP_SERVERS, clientSettings().get("bootstrap.servers"));
    config.put(ServiceConfig.REGISTRY_URL, clientSettings().get("schema.registry.url"));
    config.put(ServiceConfig.OUTSIDE_URL, outside.toString());
    // A static member gets its partitions back at once after a crash.
    config.put("saga.kafka.consumer.group.instance.id", service.name() + "-demo");
    // A consumer closes only once the fetch that is under way is answered.
    config.put("saga.kafka.consumer.fetch.max.wait.ms", FETCH_WAIT_MS);
    return ServiceConfig.of(config);
  }

  @Override
  public Map<String, Object> clientSettings() {
    return platform.orElseThrow().clientConfig();
  }

  @Override
  public Optional<URI> webUi() {
    return platform
        .filter(running -> servesHttp)
        .map(running -> running.orchestrator().httpPort().orElse(0))
        .map(port -> URI.create("http://127.0.0.1:" + port + "/"));
  }

  @Override
  public TopicNames topics() {
    return TopicNames.DEFAULT;
  }

  @Override
  public Optional<OrderBooks> books() {
    return Optional.of(
        new OrderBooks(
            database(OrdersService.SERVICE.name()),
            database(CustomersService.SERVICE.name()),
            database(InventoryService.SERVICE.name()),
            database(PaymentsService.SERVICE.name()),
            database(ShippingService.SERVICE.name()),
            database(OutsideService.NAME)));
  }

  private DataSource database(String name) {
    return Optional.ofNullable(databases.get(name)).orElseThrow();
  }

  /** Stops the services, then what they use; a part that fails to stop does not stop the rest. */
  @Override
  public synchronized void close() {
    AtOnce.run(services.stream().<Runnable>map(service -> () -> stop(service)).toList());
    services.clear();
    outside.ifPresent(EmbeddedEnvironment::stop);
    outside = Optional.empty();
    platform.ifPresent(EmbeddedEnvironment::stop);
    platform = Optional.empty();
  }

  private static void stop(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      LOG.warn("Could not stop {} cleanly", part.getClass().getSimpleName(), e);
    }
  }
}
