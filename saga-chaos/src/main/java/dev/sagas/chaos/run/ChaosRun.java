package dev.sagas.chaos.run;

import dev.sagas.chaos.cluster.Addresses;
import dev.sagas.chaos.cluster.Cluster;
import dev.sagas.chaos.cluster.ClusterFailure;
import dev.sagas.chaos.cluster.ClusterPlan;
import dev.sagas.chaos.cluster.Pause;
import dev.sagas.chaos.cluster.ServicePlan;
import dev.sagas.chaos.fault.FaultPlan;
import dev.sagas.chaos.fault.InstanceCounts;
import dev.sagas.chaos.load.ChaosDatabase;
import dev.sagas.chaos.load.ChaosDefinitions;
import dev.sagas.chaos.load.ChaosLoad;
import dev.sagas.chaos.load.ChaosParticipant;
import dev.sagas.chaos.load.ChaosServices;
import dev.sagas.chaos.load.LoadSettings;
import dev.sagas.dev.checker.Verdict;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.protocol.TopicNames;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;

/** One run: a cluster is started, used and hurt, and its topics and databases are checked. */
final class ChaosRun {
  private static final int BROKERS = 3;
  private static final int INSTANCES = 2;

  /** Two for each orchestrator. */
  private static final int PARTITIONS = 6;

  private static final Duration QUIET_LIMIT = Duration.ofMinutes(2);

  /** The client that everything is checked with: no fault is between it and the cluster. */
  private static final String OBSERVER = "observer";

  private static final String LOAD = "load";
  private static final String USER = "postgres";

  private final ChaosSettings settings;
  private final Consumer<String> say;

  private ChaosRun(ChaosSettings settings, Consumer<String> say) {
    this.settings = settings;
    this.say = say;
  }

  /**
   * Runs, and reports.
   *
   * @param say takes a line for each thing that happens, from several threads
   * @throws ClusterFailure if the cluster cannot be started or a fault not be injected
   */
  static ChaosReport run(ChaosSettings settings, Consumer<String> say) {
    return new ChaosRun(settings, say).run();
  }

  static String adminUrl(Addresses addresses) {
    return addresses.database(USER) + "?user=" + USER;
  }

  private ChaosReport run() {
    List<String> instances = instances();
    try (Network network = new Network(OBSERVER);
        Cluster cluster = Cluster.start(plan(instances), network)) {
      ChaosDatabase.create(adminUrl(cluster.addresses(OBSERVER)));
      cluster.startOrchestrators();
      cluster.startParticipants(
          instances.stream().map(instance -> service(cluster, instance)).toList());
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
        Traffic traffic = underFaults(cluster, network, admin, load);
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

  private Traffic underFaults(Cluster cluster, Network network, Admin admin, ChaosLoad load) {
    Injector injector = new Injector(cluster, network, admin);
    long originMs = System.currentTimeMillis();
    try (Supervisor supervisor = Supervisor.start(cluster.all());
        FaultSchedule schedule =
            new FaultSchedule(injector, supervisor, System::currentTimeMillis, say)) {
      schedule.start(
          FaultPlan.of(
              settings.seed(), settings.duration(), settings.faults().choices(), counts(cluster)));
      Pause.ofMs(settings.duration().toMillis());
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

  private static InstanceCounts counts(Cluster cluster) {
    return new InstanceCounts(
        cluster.orchestrators().size(), cluster.participants().size(), cluster.brokers().size());
  }

  private static List<String> instances() {
    return IntStream.rangeClosed(1, INSTANCES).mapToObj(number -> "services-" + number).toList();
  }

  private ClusterPlan plan(List<String> instances) {
    List<String> clients = new ArrayList<>(instances);
    clients.addAll(List.of(LOAD, OBSERVER));
    return new ClusterPlan(
        settings.directory(),
        clients,
        BROKERS,
        settings.orchestrators(),
        settings.standbys(),
        settings.areNamed(),
        List.of("-D%s=%s".formatted(ChaosDefinitions.SEED, settings.seed())),
        Map.of(
            OrchestratorConfig.PARTITIONS,
            Integer.toString(PARTITIONS),
            OrchestratorConfig.DEFINITIONS,
            ChaosDefinitions.classes().stream()
                .map(Class::getName)
                .collect(Collectors.joining(","))));
  }

  /** One process of which there are {@value #INSTANCES}: each has all participants. */
  private ServicePlan service(Cluster cluster, String instance) {
    List<String> names = ChaosDefinitions.participants().stream().sorted().toList();
    String last = names.get(names.size() - 1);
    return new ServicePlan(
        instance,
        ChaosServices.class,
        ready ->
            ChaosServices.arguments(
                names.stream()
                    .map(
                        name ->
                            participant(
                                cluster.addresses(instance),
                                instance,
                                name,
                                Optional.of(ready).filter(file -> name.equals(last))))
                    .toList()));
  }

  private ChaosParticipant.Settings participant(
      Addresses addresses, String instance, String name, Optional<Path> ready) {
    return new ChaosParticipant.Settings(
        name,
        settings.areNamed() ? Optional.of(instance) : Optional.empty(),
        Map.of(
            "bootstrap.servers", addresses.brokers(), "schema.registry.url", addresses.registry()),
        ChaosDatabase.urlOf(adminUrl(addresses), name),
        USER,
        settings.seed(),
        ready);
  }

  private static Map<String, Object> clients(Cluster cluster, String client) {
    Addresses addresses = cluster.addresses(client);
    return Map.of(
        "bootstrap.servers", addresses.brokers(), "schema.registry.url", addresses.registry());
  }
}
