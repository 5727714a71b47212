package dev.sagas.samples.endtoend;

import dev.sagas.audit.Audit;
import dev.sagas.audit.AuditReport;
import dev.sagas.client.SagaClient;
import dev.sagas.client.SagaStart;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.orchestrator.app.Orchestrator;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.protocol.SagaType;
import dev.sagas.samples.customers.CustomersService;
import dev.sagas.samples.inventory.InventoryService;
import dev.sagas.samples.order.OrderBooks;
import dev.sagas.samples.order.OrderFulfilment;
import dev.sagas.samples.order.SampleOrder;
import dev.sagas.samples.orders.OrdersService;
import dev.sagas.samples.outside.OutsideService;
import dev.sagas.samples.payments.PaymentsService;
import dev.sagas.samples.service.DatabaseSettings;
import dev.sagas.samples.service.RunningService;
import dev.sagas.samples.service.SampleService;
import dev.sagas.samples.service.ServiceConfig;
import dev.sagas.samples.shipping.ShippingService;
import dev.sagas.samples.testing.TestDatabase;
import dev.sagas.schema.SagaOutcome;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/** An orchestrator, the five services of the order fulfilment and what they call, on a backbone. */
final class OrderSystem implements AutoCloseable {
  static final List<SampleService> SERVICES =
      List.of(
          OrdersService.SERVICE,
          CustomersService.SERVICE,
          InventoryService.SERVICE,
          PaymentsService.SERVICE,
          ShippingService.SERVICE);

  private static final SagaType TYPE = new SagaType(OrderFulfilment.TYPE);
  private static final Duration READY = Duration.ofMinutes(2);

  private final Map<String, Object> clientConfig;
  private final Path directory;
  private final TestDatabase database;
  private final Orchestrator orchestrator;
  private final SagaClient client;
  private final OutsideService outside;
  private final Map<String, DatabaseSettings> settings = new LinkedHashMap<>();
  private final Map<String, RunningService> services = new LinkedHashMap<>();

  /**
   * Starts everything.
   *
   * @param serde settings of the serializers, for all parts alike
   */
  OrderSystem(Backbone backbone, Path directory, TestDatabase database, Map<String, String> serde)
      throws InterruptedException {
    this.directory = directory;
    this.database = database;
    this.clientConfig = new HashMap<>(backbone.clientConfig());
    clientConfig.putAll(serde);
    orchestrator = Orchestrator.start(new OrchestratorConfig(orchestratorConfig(serde)));
    if (!orchestrator.awaitReady(READY)) {
      throw new IllegalStateException("Expected the orchestrator to be ready within " + READY);
    }
    outside =
        OutsideService.start(
            ServiceConfig.of(Map.of(ServiceConfig.HTTP_PORT, 0)), database.create(directory));
    SERVICES.forEach(service -> startService(service.name()));
    client = SagaClient.connect(clientConfig);
  }

  private Map<String, Object> orchestratorConfig(Map<String, String> serde) {
    Map<String, Object> config = new HashMap<>(serde);
    config.put(OrchestratorConfig.BOOTSTRAP_SERVERS, clientConfig.get("bootstrap.servers"));
    config.put(OrchestratorConfig.SCHEMA_REGISTRY_URL, clientConfig.get("schema.registry.url"));
    config.put(OrchestratorConfig.STATE_DIR, directory.resolve("state").toString());
    config.put(OrchestratorConfig.DEFINITIONS, OrderFulfilment.class.getName());
    config.put(OrchestratorConfig.PARTITIONS, "2");
    config.put(OrchestratorConfig.REPLICATION_FACTOR, "1");
    config.put(OrchestratorConfig.HTTP_PORT, "-1");
    return config;
  }

  /** Starts a service, on the database that it had before. */
  void startService(String name) {
    SampleService service =
        SERVICES.stream().filter(known -> known.name().equals(name)).findFirst().orElseThrow();
    Map<String, Object> config = new HashMap<>();
    config.put(ServiceConfig.BOOTSTRAP_SERVERS, clientConfig.get("bootstrap.servers"));
    config.put(ServiceConfig.REGISTRY_URL, clientConfig.get("schema.registry.url"));
    config.put(ServiceConfig.OUTSIDE_URL, outside.url().toString());
    clientConfig.forEach(
        (key, value) -> {
          if (key.startsWith("saga.")) {
            config.put("saga.kafka." + key, value);
          }
        });
    services.put(
        name,
        service.start(
            ServiceConfig.of(config),
            settings.computeIfAbsent(name, ignored -> database.create(directory))));
  }

  void stopService(String name) {
    services.remove(name).close();
  }

  /** Starts the order's saga; completes when it has ended. */
  CompletableFuture<SagaOutcome> run(SampleOrder order) {
    return client.startAndAwait(
        SagaStart.of(TYPE, order.sagaId(), order.toData()), Duration.ofMinutes(3));
  }

  SagaClient client() {
    return client;
  }

  OrderBooks.Report checkBooks(Collection<SampleOrder> orders) throws SQLException {
    return new OrderBooks(
            database("orders"),
            database("customers"),
            database("inventory"),
            database("payments"),
            database("shipping"),
            outside.dataSource())
        .check(orders);
  }

  private DataSource database(String service) {
    return services.get(service).dataSource();
  }

  AuditReport audit() {
    return Audit.run(Deployment.of(clientConfig));
  }

  @Override
  public void close() {
    client.close();
    services.values().forEach(RunningService::close);
    outside.close();
    orchestrator.close();
  }
}
