package dev.sagas.chaos.run;

import dev.sagas.chaos.cluster.Cluster;
import dev.sagas.chaos.cluster.ClusterExtras;
import dev.sagas.chaos.cluster.ClusterFailure;
import dev.sagas.chaos.cluster.ClusterMember;
import dev.sagas.chaos.cluster.FalseClock;
import dev.sagas.chaos.cluster.Pause;
import dev.sagas.chaos.cluster.StateDisk;
import dev.sagas.chaos.fault.ClusterFaultKind;
import dev.sagas.chaos.fault.Fault;
import dev.sagas.chaos.fault.FaultChoice;
import dev.sagas.chaos.fault.TargetRole;
import dev.sagas.chaos.load.ChaosDefinitions;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.TopicNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * Does to a cluster what a plan says.
 *
 * <ul>
 *   <li>Several faults may be under way at once, each in a thread of its own.
 * </ul>
 */
final class Injector {
  private static final long READY_LIMIT_S = 90;
  private static final long POLL_MS = 50;
  private static final String UPGRADED =
      ChaosDefinitions.upgradedClasses().stream()
          .map(Class::getName)
          .collect(Collectors.joining(","));

  private final Cluster cluster;
  private final Network network;
  private final BrokerAims aims;
  private final Admin admin;
  private final Map<String, Object> client;

  /**
   * Into this cluster.
   *
   * @param client settings of a client that no fault is in the way of
   */
  Injector(Cluster cluster, Network network, Admin admin, Map<String, Object> client) {
    this.cluster = cluster;
    this.network = network;
    this.admin = admin;
    this.client = Map.copyOf(client);
    this.aims = new BrokerAims(admin);
  }

  /** Why it cannot be made here, if it cannot. */
  static Optional<String> obstacle(ClusterFaultKind kind) {
    return switch (kind) {
      case STATE_READ_ONLY, STATE_FULL -> StateDisk.obstacle();
      case CLOCK_STEP -> FalseClock.obstacle();
      case KILL,
          TERMINATE,
          FREEZE,
          STATE_LOST,
          ROLLING_RESTART,
          UPGRADE,
          LEADERS_MOVED,
          REPEAT,
          CUT,
          CUT_OUTBOUND,
          CUT_INBOUND,
          DELAY,
          SLOW,
          HALF_OPEN ->
          Optional.empty();
    };
  }

  /** What a cluster needs for some faults. */
  static ClusterExtras extras(Set<FaultChoice> faults, Optional<Path> earlierBuild) {
    Set<ClusterFaultKind> kinds =
        faults.stream().map(FaultChoice::kind).collect(Collectors.toUnmodifiableSet());
    return new ClusterExtras(
        kinds.contains(ClusterFaultKind.CLOCK_STEP),
        kinds.contains(ClusterFaultKind.STATE_READ_ONLY)
            || kinds.contains(ClusterFaultKind.STATE_FULL),
        earlierBuild,
        Map.of());
  }

  /** The member that a fault hits now. */
  ClusterMember memberOf(Fault fault) {
    List<ClusterMember> members = members(fault.role());
    int place = fault.role().isOfBrokers() ? aims.placeOf(fault) : fault.instance();
    return members.get(Math.floorMod(place, members.size()));
  }

  /** All of a role. */
  List<ClusterMember> members(TargetRole role) {
    return switch (role) {
      case ORCHESTRATOR -> cluster.orchestrators();
      case PARTICIPANT -> cluster.participants();
      case BROKER, PEERS -> cluster.brokers();
      case REGISTRY -> List.of(cluster.registry());
      case DATABASE -> List.of(cluster.database());
    };
  }

  /**
   * Begins a fault, waits for its duration and ends it. A process that was ended is started, but
   * not waited for.
   *
   * @throws ClusterFailure if it cannot be done
   */
  void inject(Fault fault, ClusterMember member) {
    try {
      switch (fault.kind()) {
        case KILL -> between(member::kill, fault, member::start);
        case TERMINATE -> between(member::terminate, fault, member::start);
        case FREEZE -> between(member::freeze, fault, member::thaw);
        case STATE_LOST -> {
          member.kill();
          delete(cluster.stateOf(cluster.orchestrators().indexOf(member)));
          pause(fault.durationMs());
          member.start();
        }
        case ROLLING_RESTART -> restartAll(fault.role());
        case UPGRADE -> {
          members(fault.role()).forEach(orchestrator -> cluster.define(orchestrator, UPGRADED));
          restartAll(fault.role());
        }
        case REPEAT -> repeat(fault);
        case LEADERS_MOVED -> MovedLeaders.move(admin);
        case CUT, CUT_OUTBOUND, CUT_INBOUND, DELAY, SLOW, HALF_OPEN -> disturb(fault, member);
        case STATE_READ_ONLY -> startReadOnly(fault, member);
        case STATE_FULL -> fillDisk(fault, member);
        case CLOCK_STEP -> stepClock(fault, member);
      }
    } catch (IOException e) {
      throw new ClusterFailure("Expected to inject " + fault.text(), e);
    } catch (ExecutionException e) {
      throw new ClusterFailure("Expected to inject " + fault.text(), e.getCause());
    } catch (InterruptedException e) {
      throw ClusterFailure.interrupted(e);
    }
  }

  private static void between(Runnable begin, Fault fault, Runnable end)
      throws InterruptedException {
    begin.run();
    pause(fault.durationMs());
    end.run();
  }

  private static void pause(long ms) throws InterruptedException {
    Pause.ofMs(ms);
  }

  /** It cannot start, and is started again when the disk takes writes. */
  private void startReadOnly(Fault fault, ClusterMember member) throws InterruptedException {
    StateDisk disk = cluster.diskOf(member);
    member.kill();
    disk.makeReadOnly();
    try {
      member.start();
      pause(fault.durationMs());
      awaitReadyOrEnd(member);
    } finally {
      disk.makeWritable();
    }
    member.start();
  }

  /** One that has to start on it cannot, half of the times; it is started when there is room. */
  private void fillDisk(Fault fault, ClusterMember member) throws InterruptedException {
    StateDisk disk = cluster.diskOf(member);
    try {
      disk.fill();
      if (fault.atMs() % 2 == 0) {
        member.kill();
        member.start();
      }
      pause(fault.durationMs());
      awaitReadyOrEnd(member);
    } finally {
      disk.free();
    }
    member.start();
  }

  private void stepClock(Fault fault, ClusterMember member) throws InterruptedException {
    FalseClock clock = cluster.clockOf(member);
    clock.stepBy(fault.clockStepMs());
    pause(fault.durationMs());
    clock.correct();
  }

  private void disturb(Fault fault, ClusterMember member) throws InterruptedException {
    String process = fault.role() == TargetRole.PEERS ? Cluster.peersOf(member) : member.name();
    network.disturb(process, LinkFault.towards(fault), LinkFault.from(fault));
    pause(fault.durationMs());
    network.heal(process);
  }

  private void repeat(Fault fault) throws InterruptedException {
    try (RepeatedRecords repeated =
        RepeatedRecords.of(client, inputs(fault.role()), fault.atMs())) {
      repeated.run(fault.durationMs());
    }
  }

  private static List<String> inputs(TargetRole role) {
    TopicNames topics = TopicNames.DEFAULT;
    return role == TargetRole.PARTICIPANT
        ? ChaosDefinitions.participants().stream()
            .map(name -> topics.commands(new ParticipantName(name)))
            .toList()
        : List.of(topics.requests(), topics.replies(), topics.signals(), topics.operations());
  }

  private void restartAll(TargetRole role) throws InterruptedException {
    for (ClusterMember member : members(role)) {
      member.terminate();
      member.start();
      awaitReady(member);
    }
  }

  private static void awaitReadyOrEnd(ClusterMember member) throws InterruptedException {
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_LIMIT_S);
    while (member.isRunning() && !member.isReady() && System.nanoTime() < endNanos) {
      pause(POLL_MS);
    }
  }

  private static void awaitReady(ClusterMember member) throws InterruptedException {
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_LIMIT_S);
    while (!member.isReady()) {
      if (System.nanoTime() > endNanos) {
        throw new ClusterFailure(
            "Expected %s to be ready within %s s".formatted(member.name(), READY_LIMIT_S));
      }
      pause(POLL_MS);
    }
  }

  /** Deletes a directory and everything in it; there may be none. */
  static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** Ends every disturbance, and starts what does not run. */
  void endAll() {
    network.healAll();
    cluster.all().forEach(ClusterMember::thaw);
    cluster.all().forEach(ClusterMember::start);
  }
}
