package dev.sagas.chaos.run;

import dev.sagas.chaos.cluster.Addresses;
import dev.sagas.chaos.cluster.Cluster;
import dev.sagas.chaos.cluster.ClusterFailure;
import dev.sagas.chaos.cluster.ClusterPlan;
import dev.sagas.chaos.cluster.Pause;
import dev.sagas.chaos.fault.FaultPlan;
import dev.sagas.chaos.fault.InstanceCounts;
import dev.sagas.chaos.load.ChaosDatabase;
import dev.sagas.chaos.load.ChaosDefinitions;
import dev.sagas.chaos.load.ChaosLoad;
import dev.sagas.chaos.load.LoadSettings;
import dev.sagas.dev.checker.Verdict;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.protocol.TopicNames;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/** One run: a cluster is started, used and hurt, and its topics and databases are checked. */
final class ChaosRun {
  private static final int BROKERS = 3;

  /** Two for each orchestrator. */
  private static final int PARTITIONS = 6;

  private static final Duration QUIET_LIMIT = Duration.ofMinutes(2);

  /** The client that everything is checked with: no fault is between it and the cluster. */
  private static final String OBSERVER = "observer";

  private static final String LOAD = "load";

  private final ChaosSettings settings;
  private final Consumer<String> say;
  private final Function<Cluster, RunWatch> watching;

  private ChaosRun(
      ChaosSettings settings, Consumer<String> say, Function<Cluster, RunWatch> watching) {
    this.settings = settings;
    this.say = say;
    this.watching = watching;
  }

  /**
   * Runs, and reports.
   *
   * @param say takes a line for each thing that happens, from several threads
   * @param watching begins to look on
   * @throws ClusterFailure if the cluster cannot be started or a fault not be injected
   */
  static ChaosReport run(
      ChaosSettings settings, Consumer<String> say, Function<Cluster, RunWatch> watching) {
    return new ChaosRun(settings, say, watching).run();
  }

  private ChaosReport run() {
    try (Network network = new Network(OBSERVER);
        Cluster cluster = Cluster.start(plan(), network)) {
      ChaosDatabase.create(ParticipantPlans.adminUrl(cluster.addresses(OBSERVER)));
      cluster.startOrchestrators();
      cluster.startParticipants(
          new ParticipantPlans(settings.seed(), settings.orchestrators().areNamed()).of(cluster));
      say.accept("the cluster is ready");
      Map<String, Object> observer = clients(cluster, OBSERVER);
      try (Admin admin = Admin.create(observer);
          ChaosLoad load =
              ChaosLoad.start(
                  new LoadSettings(
                      clients(cluster, LOAD),
                      TopicNames.DEFAULT,
                      settings.seed(),
                      settings.sagasPerSecond()))) {
        Injector injector = new Injector(cluster, network, admin, observer);
        Traffic traffic = underFaults(cluster, injector, load);
        boolean isQuiet = new QuietTopics(admin).await(QUIET_LIMIT);
        say.accept(isQuiet ? "all topics are quiet" : "a topic still grows");
        List<Verdict> verdicts =
            new Inspection(observer, cluster.addresses(OBSERVER), settings.seed()).verdicts(load);
        return Reports.of(settings, traffic, load, verdicts);
      }
    } catch (SQLException e) {
      throw new ClusterFailure("Expected to create the participants' databases", e);
    }
  }

  /** What has happened until everything ended. */
  record Traffic(List<FaultSchedule.Done> faults, long originMs, List<String> restarted) {}

  private Traffic underFaults(Cluster cluster, Injector injector, ChaosLoad load) {
    long originMs = System.currentTimeMillis();
    try (Supervisor supervisor = Supervisor.start(cluster.all());
        FaultSchedule schedule =
            new FaultSchedule(injector, supervisor, System::currentTimeMillis, say)) {
      schedule.start(
          FaultPlan.of(
              settings.seed(), settings.duration(), settings.faults().choices(), counts(cluster)));
      watch(cluster);
      load.stopStarting();
      List<FaultSchedule.Done> done = schedule.await();
      injector.endAll();
      boolean isSettled = load.awaitSettled(settings.settleLimit());
      say.accept(isSettled ? "all sagas have ended" : "some sagas have not ended");
      return new Traffic(done, originMs, supervisor.restarted());
    } catch (InterruptedException e) {
      throw ClusterFailure.interrupted(e);
    }
  }

  /** For as long as the load lasts. */
  @SuppressWarnings("try") // it looks on by being there
  private void watch(Cluster cluster) throws InterruptedException {
    try (RunWatch watch = watching.apply(cluster)) {
      Pause.ofMs(settings.duration().toMillis());
    }
  }

  private static InstanceCounts counts(Cluster cluster) {
    return new InstanceCounts(
        cluster.orchestrators().size(), cluster.participants().size(), cluster.brokers().size());
  }

  private ClusterPlan plan() {
    List<String> clients = new ArrayList<>(ParticipantPlans.instances());
    clients.addAll(List.of(LOAD, OBSERVER));
    return new ClusterPlan(
        settings.directory(),
        clients,
        BROKERS,
        settings.orchestrators(),
        List.of("-D%s=%s".formatted(ChaosDefinitions.SEED, settings.seed())),
        properties(),
        Injector.extras(settings.faults().choices(), settings.earlierBuild()));
  }

  private Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>();
    properties.put(OrchestratorConfig.PARTITIONS, Integer.toString(PARTITIONS));
    properties.put(
        OrchestratorConfig.DEFINITIONS,
        ChaosDefinitions.classes().stream().map(Class::getName).collect(Collectors.joining(",")));
    if (settings.earlierBuild().isEmpty()) {
      // Little, so that a run reaches the bound; an earlier build may not have the property.
      properties.put(OrchestratorConfig.STATE_MEMORY_MIB, "32");
    }
    return properties;
  }

  static Map<String, Object> clients(Cluster cluster, String client) {
    Addresses addresses = cluster.addresses(client);
    return Map.of(
        "bootstrap.servers", addresses.brokers(), "schema.registry.url", addresses.registry());
  }
}
