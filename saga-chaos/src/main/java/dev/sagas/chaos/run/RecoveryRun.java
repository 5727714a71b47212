package dev.sagas.chaos.run;

import dev.sagas.chaos.cluster.ClientRoute;
import dev.sagas.chaos.cluster.Cluster;
import dev.sagas.chaos.cluster.ClusterExtras;
import dev.sagas.chaos.cluster.ClusterFailure;
import dev.sagas.chaos.cluster.ClusterMember;
import dev.sagas.chaos.cluster.ClusterPlan;
import dev.sagas.chaos.cluster.Pause;
import dev.sagas.chaos.load.ChaosDatabase;
import dev.sagas.chaos.load.ProgressFollower;
import dev.sagas.chaos.load.ProgressGaps;
import dev.sagas.chaos.load.SteadyLoad;
import dev.sagas.chaos.load.SteadySaga;
import dev.sagas.chaos.load.WaitingSaga;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/** Measures how long the sagas of a partition pause after each of many faults. */
final class RecoveryRun {
  /** Two for each orchestrator by default. */
  static final int PARTITIONS = 6;

  private static final int BROKERS = 3;
  private static final String OBSERVER = "observer";
  private static final long POLL_MS = 50;

  /** So long a cluster must have been in order before a fault, and after it. */
  private static final long CALM_MS = 4_000;

  private static final long LIMIT_MS = 180_000;

  private final RecoverySettings settings;
  private final Consumer<String> say;
  private final ProgressGaps gaps = new ProgressGaps(PARTITIONS);

  private RecoveryRun(RecoverySettings settings, Consumer<String> say) {
    this.settings = settings;
    this.say = say;
  }

  /**
   * Measures.
   *
   * @throws ClusterFailure if the cluster cannot be started, or does not recover in 3 minutes
   */
  static RecoveryReport run(RecoverySettings settings, Consumer<String> say) {
    return new RecoveryRun(settings, say).run();
  }

  @SuppressWarnings("try") // the follower works by being there
  private RecoveryReport run() {
    try (Cluster cluster = Cluster.start(plan(), ClientRoute.direct())) {
      ChaosDatabase.create(ParticipantPlans.adminUrl(cluster.addresses(OBSERVER)));
      cluster.startOrchestrators();
      cluster.startParticipants(
          new ParticipantPlans(0, settings.orchestrators().areNamed()).of(cluster));
      Map<String, Object> clients = ChaosRun.clients(cluster, OBSERVER);
      try (Admin admin = Admin.create(clients);
          ProgressFollower follower = ProgressFollower.start(clients, gaps);
          SteadyLoad load = SteadyLoad.connect(clients, PARTITIONS)) {
        load.startWaiting(settings.waiting());
        load.begin(settings.sagasPerSecond());
        List<RecoveryReport.Pauses> pauses = measureAll(cluster, admin);
        load.stopStarting();
        await("all sagas to end", () -> gaps.count() >= load.started());
        return new RecoveryReport(settings, pauses, load.started(), gaps.count());
      }
    } catch (SQLException e) {
      throw new ClusterFailure("Expected to create the participants' databases", e);
    } catch (InterruptedException e) {
      throw ClusterFailure.interrupted(e);
    }
  }

  private ClusterPlan plan() {
    List<String> clients = new ArrayList<>(ParticipantPlans.instances());
    clients.add(OBSERVER);
    Map<String, String> properties = new HashMap<>(settings.properties());
    properties.put(OrchestratorConfig.PARTITIONS, Integer.toString(PARTITIONS));
    properties.put(
        OrchestratorConfig.DEFINITIONS,
        SteadySaga.class.getName() + "," + WaitingSaga.class.getName());
    return new ClusterPlan(
        settings.directory(),
        clients,
        BROKERS,
        settings.orchestrators(),
        List.of(),
        properties,
        ClusterExtras.brokers(settings.brokers()));
  }

  private List<RecoveryReport.Pauses> measureAll(Cluster cluster, Admin admin)
      throws InterruptedException {
    RecoveryTargets targets = new RecoveryTargets(cluster, admin);
    List<RecoveryReport.Pauses> all = new ArrayList<>();
    for (RecoveryFault fault : settings.faults()) {
      List<Long> pauses = new ArrayList<>();
      for (int injection = 0; injection < settings.injections(); injection++) {
        awaitCalm(cluster, targets);
        ClusterMember target = targets.of(fault, injection % PARTITIONS);
        long fromMs = ProgressFollower.nowMs();
        new RecoveryInjection(cluster).inject(fault, target);
        awaitCalm(cluster, targets);
        long pauseMs = gaps.longestMs(fromMs, ProgressFollower.nowMs());
        pauses.add(pauseMs);
        say.accept("%s, %s: %s ms".formatted(fault, target.name(), pauseMs));
      }
      all.add(new RecoveryReport.Pauses(fault, pauses));
    }
    return all;
  }

  /** Waits until everything has been ready for some time, and sagas of all partitions move. */
  private void awaitCalm(Cluster cluster, RecoveryTargets targets) throws InterruptedException {
    await(
        "every process to be ready", () -> cluster.all().stream().allMatch(ClusterMember::isReady));
    await("the group to be stable", targets::isStable);
    Pause.ofMs(CALM_MS);
    long sinceMs = ProgressFollower.nowMs();
    await("sagas of all partitions to move", () -> gaps.haveAllMovedSince(sinceMs));
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long endMs = ProgressFollower.nowMs() + LIMIT_MS;
    while (!condition.getAsBoolean()) {
      if (ProgressFollower.nowMs() > endMs) {
        throw new ClusterFailure("Expected %s within %s ms".formatted(what, LIMIT_MS));
      }
      Pause.ofMs(POLL_MS);
    }
  }
}
