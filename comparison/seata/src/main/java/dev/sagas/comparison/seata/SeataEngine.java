package dev.sagas.comparison.seata;

import dev.sagas.comparison.load.ComparedEngine;
import dev.sagas.comparison.load.ComparisonFailure;
import dev.sagas.comparison.load.MeasuredProcess;
import dev.sagas.comparison.load.TripEnd;
import dev.sagas.comparison.load.TripListener;
import dev.sagas.comparison.load.TripOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.seata.saga.engine.StateMachineEngine;
import org.apache.seata.saga.engine.impl.DefaultStateMachineConfig;
import org.apache.seata.saga.engine.impl.ProcessCtrlStateMachineEngine;
import org.apache.seata.saga.engine.serializer.impl.ParamsSerializer;
import org.apache.seata.saga.engine.store.db.DbAndReportTcStateLogStore;
import org.apache.seata.saga.engine.store.db.DbStateLangStore;
import org.apache.seata.saga.statelang.domain.ExecutionStatus;
import org.apache.seata.saga.statelang.domain.StateMachineInstance;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Seata's saga engine without its coordinator: it writes its log to the database itself and reports
 * to nobody, which is the cheapest way to run it.
 */
final class SeataEngine implements ComparedEngine {
  private static final String TENANT = "000001";
  private static final String DEFINITION = "classpath:dev/sagas/comparison/seata/trip.json";
  private static final String TABLE_PREFIX = "seata_";
  private static final String DB_TYPE = "postgresql";
  private static final String JSON = "jackson";
  private static final long STOP_SECONDS = 10;

  private final SeataDatabase database;
  private final GenericApplicationContext services;
  private final StateMachineEngine engine;
  private final ExecutorService threads;
  private final int threadCount;

  private SeataEngine(
      SeataDatabase database,
      GenericApplicationContext services,
      StateMachineEngine engine,
      int threadCount) {
    this.database = database;
    this.services = services;
    this.engine = engine;
    this.threads = Executors.newFixedThreadPool(threadCount);
    this.threadCount = threadCount;
  }

  static SeataEngine start(SeataDatabase database, int threads) throws Exception {
    GenericApplicationContext services = new GenericApplicationContext();
    services.registerBean("trips", TripServices.class, TripServices::new);
    services.refresh();
    DefaultStateMachineConfig config = new DefaultStateMachineConfig();
    config.setApplicationContext(services);
    config.setSagaJsonParser(JSON);
    config.setResources(new String[] {DEFINITION});
    config.setStateLangStore(definitions(database));
    config.setStateLogStore(log(config, database));
    config.afterPropertiesSet();
    ProcessCtrlStateMachineEngine engine = new ProcessCtrlStateMachineEngine();
    engine.setStateMachineConfig(config);
    return new SeataEngine(database, services, engine, threads);
  }

  private static DbStateLangStore definitions(SeataDatabase database) {
    DbStateLangStore definitions = new DbStateLangStore();
    definitions.setDataSource(database.dataSource());
    definitions.setTablePrefix(TABLE_PREFIX);
    definitions.setDbType(DB_TYPE);
    return definitions;
  }

  /** Without a template for global transactions it does not look for a coordinator. */
  private static DbAndReportTcStateLogStore log(
      DefaultStateMachineConfig config, SeataDatabase database) {
    DbAndReportTcStateLogStore log = new DbAndReportTcStateLogStore();
    log.setDataSource(database.dataSource());
    log.setTablePrefix(TABLE_PREFIX);
    log.setDbType(DB_TYPE);
    log.setDefaultTenantId(config.getDefaultTenantId());
    log.setSeqGenerator(config.getSeqGenerator());
    ParamsSerializer parameters = new ParamsSerializer();
    parameters.setJsonParserName(JSON);
    log.setParamsSerializer(parameters);
    return log;
  }

  @Override
  public String name() {
    return "Seata";
  }

  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("java", Runtime.version().toString());
    facts.put("postgresql", database.text("SHOW server_version"));
    facts.put("fsync", database.text("SHOW fsync"));
    facts.put("synchronous_commit", database.text("SHOW synchronous_commit"));
    facts.put("connections", Integer.toString(database.connections()));
    facts.put("threads", Integer.toString(threadCount));
    return facts;
  }

  @Override
  public List<MeasuredProcess> processes() {
    return List.of(MeasuredProcess.current("engine, services and load"), database.process());
  }

  @Override
  public void start(TripOrder order, TripListener listener) {
    threads.execute(() -> run(order, listener));
  }

  private void run(TripOrder order, TripListener listener) {
    StateMachineInstance trip;
    try {
      trip = engine.start("trip", TENANT, new HashMap<>(order.toMap()));
    } catch (RuntimeException e) {
      listener.failed(order.id() + ": " + e);
      return;
    }
    if (ExecutionStatus.SU.equals(trip.getCompensationStatus())) {
      listener.ended(TripEnd.COMPENSATED);
    } else if (ExecutionStatus.SU.equals(trip.getStatus())
        && trip.getCompensationStatus() == null) {
      listener.ended(TripEnd.COMPLETED);
    } else {
      listener.failed(
          "%s is %s, compensation %s, %s"
              .formatted(
                  order.id(), trip.getStatus(), trip.getCompensationStatus(), trip.getException()));
    }
  }

  @Override
  public void verify(Map<TripEnd, Long> ended) {
    String stored = "SELECT count(*) FROM seata_state_machine_inst WHERE NOT is_running AND ";
    require(ended, TripEnd.COMPLETED, stored + "status = 'SU' AND compensation_status IS NULL");
    require(ended, TripEnd.COMPENSATED, stored + "compensation_status = 'SU'");
    long running =
        database.number("SELECT count(*) FROM seata_state_machine_inst WHERE is_running");
    if (running != 0) {
      throw new ComparisonFailure("Expected no saga to run, but %s do".formatted(running));
    }
  }

  private void require(Map<TripEnd, Long> ended, TripEnd end, String query) {
    long expected = ended.getOrDefault(end, 0L);
    long found = database.number(query);
    if (found != expected) {
      throw new ComparisonFailure(
          "Expected %s sagas %s in the tables, but found %s".formatted(expected, end, found));
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        throw new ComparisonFailure("Expected the threads to stop, but they run on");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    services.close();
    database.close();
  }
}
