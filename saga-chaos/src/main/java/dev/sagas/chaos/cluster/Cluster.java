package dev.sagas.chaos.cluster;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * Brokers, registry, database, orchestrators and participants in processes of their own.
 *
 * <ul>
 *   <li>All of them listen on the loopback interface alone, and end when this process ends; a
 *       frozen one ends when it is continued, unless this process could kill it before.
 *   <li>Thread-safe, but for the starts, which one thread calls in their order.
 * </ul>
 */
public final class Cluster implements AutoCloseable {
  static final String REGISTRY = "registry";
  static final String DATABASE = "database";

  /** Without it everything is logged that Kafka's clients do. */
  static final String LOGGING = "-Dlogback.configurationFile=dev/sagas/orchestrator/logback.xml";

  private static final List<String> SERVICE_OPTIONS =
      MemberPlan.options(160, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", LOGGING);

  private final ClusterPlan plan;
  private final ClientRoute route;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<BrokerPorts> ports;
  private final PortRange free = PortRange.anywhere(new SplittableRandom());
  private final int registryPort = free.take();
  private final int databasePort = free.take();
  private final List<ProcessMember> brokers;
  private final ProcessMember registry;
  private final PostgresMember database;
  private final List<OrchestratorPlan> orchestratorPlans = new ArrayList<>();
  private final List<ProcessMember> orchestrators = new ArrayList<>();
  private final List<ProcessMember> participants = new ArrayList<>();
  private final Map<String, FalseClock> clocks = new ConcurrentHashMap<>();
  private final Map<String, StateDisk> disks = new ConcurrentHashMap<>();

  private Cluster(ClusterPlan plan, ClientRoute route) {
    this.plan = plan;
    this.route = route;
    ports = BrokerPorts.choose(plan.brokers(), plan.allClients(), free, route);
    String clusterId = Uuid.randomUuid().toString();
    brokers =
        ports.stream()
            .map(own -> BrokerPlan.of(plan, clusterId, own, ports))
            .map(member -> new ProcessMember(member, Readiness.file(member.readyFile())))
            .toList();
    database = new PostgresMember(plan.directory().resolve("database"), databasePort);
    registry = registry(plan.directory(), brokerAddresses(REGISTRY), registryPort);
    Runtime.getRuntime().addShutdownHook(new Thread(this::killAll, "chaos-cluster-end"));
  }

  private static ProcessMember registry(Path directory, String brokers, int port) {
    MemberPlan unready =
        new MemberPlan(
            REGISTRY, directory, SERVICE_OPTIONS, RegistryMain.class, List.of(), Map.of());
    MemberPlan member =
        unready.withArguments(
            List.of(brokers, Integer.toString(port), unready.readyFile().toString()));
    return new ProcessMember(member, Readiness.file(member.readyFile()));
  }

  private String brokerAddresses(String client) {
    return String.join(",", ports.stream().map(own -> own.address(client)).toList());
  }

  /**
   * Starts brokers, registry and database, and returns when all of them are ready.
   *
   * @throws ClusterFailure if one of them is not within 2 minutes, with the end of its log
   */
  public static Cluster start(ClusterPlan plan, ClientRoute route) {
    Cluster cluster = new Cluster(plan, route);
    try {
      cluster.brokers.forEach(ClusterMember::start);
      cluster.database.start();
      MemberStart.awaitReady(cluster.brokers);
      cluster.registry.start();
      MemberStart.awaitReady(List.of(cluster.registry));
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /**
   * Starts the orchestrators, and returns when all of them process inputs.
   *
   * @throws ClusterFailure if one of them does not within 2 minutes, with the end of its log
   */
  public void startOrchestrators() {
    IntStream.rangeClosed(1, plan.orchestrators().instances())
        .mapToObj(number -> orchestrator(number))
        .forEach(
            own -> {
              orchestratorPlans.add(own);
              mountDisk(own);
              URI health = URI.create("http://127.0.0.1:" + own.httpPort() + "/health/");
              orchestrators.add(
                  new ProcessMember(
                      withClock(own.member()),
                      Readiness.http(http, health.resolve("ready")),
                      Readiness.httpUnlessRefused(http, health.resolve("live"))));
            });
    orchestrators.forEach(ClusterMember::start);
    MemberStart.awaitReady(orchestrators);
  }

  private OrchestratorPlan orchestrator(int number) {
    return OrchestratorPlan.of(plan, addresses(OrchestratorPlan.name(number)), number, free.take());
  }

  private void mountDisk(OrchestratorPlan own) {
    if (plan.extras().stateDisks()) {
      StateDisk disk = new StateDisk(plan.directory().resolve(own.member().name()));
      disk.mount();
      disks.put(own.member().name(), disk);
    }
  }

  private MemberPlan withClock(MemberPlan member) {
    if (!plan.extras().falseClocks()) {
      return member;
    }
    FalseClock clock = FalseClock.of(plan.directory(), member.name());
    clocks.put(member.name(), clock);
    return member.withEnvironment(clock.environment());
  }

  /**
   * The clock of an orchestrator or a participant.
   *
   * @throws ClusterFailure if it has none that can step
   */
  public FalseClock clockOf(ClusterMember member) {
    return required(clocks, "a clock that can step", member);
  }

  /**
   * The disk of an orchestrator's state.
   *
   * @throws ClusterFailure if it has none of its own
   */
  public StateDisk diskOf(ClusterMember member) {
    return required(disks, "a disk of its own", member);
  }

  private static <T> T required(Map<String, T> all, String what, ClusterMember member) {
    T found = all.get(member.name());
    if (found == null) {
      throw new ClusterFailure("Expected %s to have %s".formatted(member.name(), what));
    }
    return found;
  }

  /**
   * Starts participants, and returns when all of them take commands.
   *
   * @throws ClusterFailure if one of them does not within 2 minutes, with the end of its log
   */
  public void startParticipants(List<ServicePlan> services) {
    for (ServicePlan service : services) {
      MemberPlan unready =
          new MemberPlan(
              service.name(),
              plan.directory(),
              SERVICE_OPTIONS,
              service.main(),
              List.of(),
              Map.of());
      MemberPlan member = unready.withArguments(service.arguments().apply(unready.readyFile()));
      participants.add(new ProcessMember(withClock(member), Readiness.file(member.readyFile())));
    }
    participants.forEach(ClusterMember::start);
    MemberStart.awaitReady(participants);
  }

  /**
   * Where one of the clients reaches it, through routes of its own.
   *
   * @throws IllegalArgumentException if the plan does not name the client
   */
  public Addresses addresses(String client) {
    return new Addresses(
        brokerAddresses(client),
        "http://127.0.0.1:" + route.to(client, REGISTRY, registryPort),
        route.to(client, DATABASE, databasePort));
  }

  /** What the links are named by which the other brokers reach one; see {@link ClientRoute}. */
  public static String peersOf(ClusterMember broker) {
    return BrokerPorts.peersOf(broker.name());
  }

  /** The definitions that an orchestrator has from its next start on: names of classes. */
  public void define(ClusterMember orchestrator, String definitions) {
    orchestrators.stream()
        .filter(orchestrator::equals)
        .forEach(member -> member.change(plan -> OrchestratorPlan.upgraded(plan, definitions)));
  }

  public List<ClusterMember> brokers() {
    return Collections.unmodifiableList(brokers);
  }

  public ClusterMember registry() {
    return registry;
  }

  public ClusterMember database() {
    return database;
  }

  public List<ClusterMember> orchestrators() {
    return Collections.unmodifiableList(orchestrators);
  }

  public List<ClusterMember> participants() {
    return Collections.unmodifiableList(participants);
  }

  /** The directory of an orchestrator's stores, by its place in the list. */
  public Path stateOf(int orchestrator) {
    return orchestratorPlans.get(orchestrator).stateDirectory();
  }

  /** The directory of what a member keeps on disk, if it keeps anything. */
  public Optional<Path> dataOf(ClusterMember member) {
    int orchestrator = orchestrators.indexOf(member);
    if (orchestrator >= 0) {
      return Optional.of(stateOf(orchestrator));
    }
    boolean keeps = member.equals(database) || brokers.contains(member);
    return Optional.of(plan.directory().resolve(member.name())).filter(directory -> keeps);
  }

  /** Everything, brokers first. */
  public List<ClusterMember> all() {
    List<ClusterMember> all = new ArrayList<>(brokers);
    all.add(database);
    all.add(registry);
    all.addAll(orchestrators);
    all.addAll(participants);
    return List.copyOf(all);
  }

  private void killAll() {
    all().forEach(ClusterMember::kill);
    disks.values().removeIf(StateDisk::unmount);
  }

  /** Kills what is left; nothing is read from it afterwards. */
  @Override
  public void close() {
    database.thaw();
    database.terminate();
    killAll();
  }
}
