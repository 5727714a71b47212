package dev.sagas.dev.bench;

import dev.sagas.dev.registry.EmbeddedRegistry;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.SubjectStrategy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A broker and orchestrators in processes of their own, and a registry in this one, which is asked
 * only at the start.
 */
final class BenchCluster implements AutoCloseable {
  static final String BROKER = "broker";
  static final String ORCHESTRATOR = "orchestrator";
  static final String CLIENTS = "clients";
  static final String DATABASE = "PostgreSQL";
  static final String EXPORT = "export";

  private static final String DEFINITIONS =
      Stream.of(ThreeStepTrip.class, ParallelTrip.class, HundredStepTrip.class, WaitingTrip.class)
          .map(Class::getName)
          .collect(Collectors.joining(","));

  private final BenchSettings settings;
  private final BenchBroker broker;
  private final EmbeddedRegistry registry;
  private final AvroCodec recordCodec;
  private final AvroCodec outcomeCodec;
  private final List<OrchestratorProcess> orchestrators = new ArrayList<>();
  private @Nullable BenchPostgres database;
  private @Nullable ExportProcess export;
  private int generation;

  private BenchCluster(BenchSettings settings, BenchBroker broker, EmbeddedRegistry registry) {
    this.settings = settings;
    this.broker = broker;
    this.registry = registry;
    this.recordCodec = AvroCodec.create(clientConfig(), SubjectStrategy.RECORD_NAME);
    this.outcomeCodec = AvroCodec.create(clientConfig(), SubjectStrategy.TOPIC_NAME);
  }

  /**
   * Starts the broker, or joins the one of the settings, and starts the registry.
   *
   * @throws BenchFailure if a joined cluster is not empty
   */
  static BenchCluster start(BenchSettings settings) {
    BenchBroker broker = BenchBroker.start(settings);
    try {
      return new BenchCluster(
          settings, broker, EmbeddedRegistry.start(broker.bootstrapServers(), 0));
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  /**
   * Sees to it that as many orchestrators share the sagas, and returns when they are ready. Where
   * their number changes, all of them are new, and without a state of their own.
   *
   * @return false if as many ran already
   */
  boolean runOrchestrators(int count) {
    if (orchestrators.size() == count) {
      return false;
    }
    stopOrchestrators();
    generation++;
    List<OrchestratorProcess> started = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      started.add(startOrchestrator(i));
    }
    started.forEach(OrchestratorProcess::awaitReady);
    return true;
  }

  /** It has the sagas of all profiles. */
  private OrchestratorProcess startOrchestrator(int index) {
    Map<String, String> properties = new HashMap<>();
    properties.put(OrchestratorConfig.BOOTSTRAP_SERVERS, broker.bootstrapServers());
    properties.put(OrchestratorConfig.SCHEMA_REGISTRY_URL, registry.url());
    properties.put(OrchestratorConfig.PARTITIONS, Integer.toString(partitions()));
    properties.put(OrchestratorConfig.DEFINITIONS, DEFINITIONS);
    List<String> options = new ArrayList<>(settings.orchestratorOptions());
    if (settings.rocksDb()) {
      properties.put("kafka.rocksdb.config.setter", CountedStores.class.getName());
      options.add("-D" + CountedStores.FILE + "=" + settings.operations());
    }
    properties.putAll(settings.orchestrator());
    OrchestratorProcess process =
        OrchestratorProcess.start(
            settings.directory().resolve(ORCHESTRATOR + "-" + generation + "-" + index),
            options,
            properties);
    orchestrators.add(index, process);
    return process;
  }

  /** Stops the orchestrators; broker and registry stay. */
  void stopOrchestrators() {
    orchestrators.forEach(OrchestratorProcess::close);
    orchestrators.clear();
  }

  /** Kills an orchestrator as {@code kill -9} does, and starts another one on the same state. */
  void killOrchestrator() {
    orchestrators.remove(0).kill();
    startOrchestrator(0).awaitReady();
  }

  /**
   * Starts a database for participants, unless one runs.
   *
   * @throws IOException if there can be none on this machine
   */
  void startDatabase() throws IOException {
    if (database == null) {
      database = BenchPostgres.start(settings.directory().resolve("postgresql"));
    }
  }

  /** The participants' database, which has been started. */
  DataSource database() {
    if (database == null) {
      throw new BenchFailure("Expected a database to run, but none was started");
    }
    return database.pool();
  }

  /** Starts an export of the journal into the database, which has been started. */
  ExportProcess startExport() {
    if (database == null) {
      throw new BenchFailure("Expected a database to run, but none was started");
    }
    if (export == null) {
      export =
          ExportProcess.start(
              settings.directory().resolve(EXPORT),
              database,
              List.of(
                  "--bootstrap-server",
                  broker.bootstrapServers(),
                  "--schema-registry",
                  registry.url()));
    }
    return export;
  }

  /** Stops the export, if one runs. */
  void stopExport() {
    if (export != null) {
      export.close();
      export = null;
    }
  }

  /** Where the HTTP of the first orchestrator is. */
  String orchestratorAddress() {
    return orchestrators.get(0).address();
  }

  /** Meters the processes that run now. */
  ProcessMeter meter() {
    Map<String, ProcessHandle> processes = new LinkedHashMap<>();
    for (int i = 0; i < orchestrators.size(); i++) {
      String name = i == 0 ? ORCHESTRATOR : ORCHESTRATOR + " " + (i + 1);
      processes.put(name, orchestrators.get(i).handle());
    }
    broker.process().ifPresent(handle -> processes.put(BROKER, handle));
    if (database != null) {
      processes.put(DATABASE, database.process());
    }
    if (export != null) {
      processes.put(EXPORT, export.handle());
    }
    processes.put(CLIENTS, ProcessHandle.current());
    return new ProcessMeter(processes);
  }

  /** Settings of clients and participants. */
  Map<String, Object> clientConfig() {
    return Map.of(
        "bootstrap.servers", broker.bootstrapServers(), "schema.registry.url", registry.url());
  }

  BenchClients clients() {
    return new BenchClients(broker.bootstrapServers());
  }

  int partitions() {
    return settings.partitions();
  }

  /** For requests, commands, replies and signals. */
  AvroCodec recordCodec() {
    return recordCodec;
  }

  /** For outcomes. */
  AvroCodec outcomeCodec() {
    return outcomeCodec;
  }

  Deployment deployment() {
    return Deployment.of(clientConfig());
  }

  @Override
  public void close() {
    try {
      stopOrchestrators();
      recordCodec.close();
      outcomeCodec.close();
      registry.close();
      stopExport();
      if (database != null) {
        database.close();
      }
    } finally {
      broker.close();
    }
  }
}
