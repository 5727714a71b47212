package dev.sagas.chaos.fault;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Draws the faults of one plan. */
final class FaultPlanner {
  private static final int MAX_DRAWS = 100;
  private static final long MIN_GAP_MS = 2_000;
  private static final long MAX_GAP_MS = 10_000;
  private static final long MIN_SECOND_AFTER_MS = 200;
  private static final long MAX_SECOND_AFTER_MS = 6_000;
  private static final int MAX_PARTITIONS = 64;
  private static final List<Aim> AIMS = List.of(Aim.values());

  private final SplittableRandom random;
  private final List<FaultChoice> allowed;
  private final InstanceCounts counts;

  FaultPlanner(long seed, Collection<FaultChoice> allowed, InstanceCounts counts) {
    this.random = new SplittableRandom(seed);
    this.allowed = allowed.stream().sorted().toList();
    this.counts = counts;
  }

  List<Fault> faults(long runMs) {
    List<Fault> faults = new ArrayList<>();
    long endMs = runMs / 5 * 4;
    long fromMs = runMs / 10 + random.nextLong(MIN_GAP_MS);
    Optional<Fault> first = fitting(fromMs, endMs);
    while (first.isPresent()) {
      faults.add(first.get());
      long overMs = first.get().untilMs();
      if (random.nextInt(3) == 0) {
        Optional<Fault> second = second(first.get(), endMs);
        second.ifPresent(faults::add);
        overMs = Math.max(overMs, second.map(Fault::untilMs).orElse(0L));
      }
      first = fitting(overMs + random.nextLong(MIN_GAP_MS, MAX_GAP_MS + 1), endMs);
    }
    return faults;
  }

  /** A fault that is over in time; none if many draws in a row are too long. */
  private Optional<Fault> fitting(long atMs, long endMs) {
    for (int draw = 0; draw < MAX_DRAWS && !allowed.isEmpty(); draw++) {
      Fault fault = drawn(atMs);
      if (fault.untilMs() <= endMs) {
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }

  private Optional<Fault> second(Fault first, long endMs) {
    long atMs = first.atMs() + random.nextLong(MIN_SECOND_AFTER_MS, MAX_SECOND_AFTER_MS + 1);
    for (int draw = 0; draw < MAX_DRAWS; draw++) {
      Fault fault = drawn(atMs);
      if (fault.untilMs() <= endMs && survivable(first, fault)) {
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }

  /** Whether two faults may be in force at the same time. */
  private boolean survivable(Fault one, Fault other) {
    if (endsNothing(one) || endsNothing(other)) {
      return one.kind() != other.kind();
    }
    if (one.role().isOfBrokers() && other.role().isOfBrokers()) {
      return affectsNoBroker(one) != affectsNoBroker(other);
    }
    if (one.role() != other.role()) {
      return true;
    }
    return switch (one.role()) {
      case BROKER, PEERS -> false;
      case ORCHESTRATOR -> counts.orchestrators() > 2 && onTwoProcesses(one, other);
      case PARTICIPANT -> onTwoProcesses(one, other);
      case REGISTRY, DATABASE -> false;
    };
  }

  /** Records are repeated beside whatever else happens. */
  private static boolean endsNothing(Fault fault) {
    return fault.kind() == ClusterFaultKind.REPEAT;
  }

  private static boolean affectsNoBroker(Fault fault) {
    return fault.kind() == ClusterFaultKind.LEADERS_MOVED;
  }

  private static boolean onTwoProcesses(Fault one, Fault other) {
    return one.instance() != other.instance() && !one.kind().isOfAll() && !other.kind().isOfAll();
  }

  private Fault drawn(long atMs) {
    FaultChoice choice = allowed.get(random.nextInt(allowed.size()));
    Aim aim = aim(choice);
    int instances = aim == Aim.LEADER ? MAX_PARTITIONS : counts.of(choice.role());
    return new Fault(choice, aim, random.nextInt(instances), atMs, durationMs(choice));
  }

  private Aim aim(FaultChoice choice) {
    boolean one =
        choice.role().isOfBrokers()
            && choice.kind() != ClusterFaultKind.ROLLING_RESTART
            && choice.kind() != ClusterFaultKind.LEADERS_MOVED;
    return one ? AIMS.get(random.nextInt(AIMS.size())) : Aim.INSTANCE;
  }

  private long durationMs(FaultChoice choice) {
    return switch (choice.kind()) {
      case KILL, TERMINATE, STATE_LOST -> seconds(0, 8);
      case FREEZE -> freezeMs(choice.role());
      case CUT, CUT_OUTBOUND, CUT_INBOUND, HALF_OPEN -> seconds(2, 20);
      case DELAY, SLOW, CLOCK_STEP, REPEAT -> seconds(5, 15);
      case STATE_READ_ONLY, STATE_FULL -> seconds(2, 10);
      case ROLLING_RESTART, UPGRADE -> rollingMs(choice.role());
      case LEADERS_MOVED -> 0;
    };
  }

  /** Past the session time-out of clients (10 s) and of brokers (9 s). */
  private long freezeMs(TargetRole role) {
    return switch (role) {
      case ORCHESTRATOR, PARTICIPANT, BROKER, PEERS -> seconds(12, 20);
      case REGISTRY, DATABASE -> seconds(2, 12);
    };
  }

  /** What the restarts of all processes of the role usually need together. */
  private long rollingMs(TargetRole role) {
    long eachMs = role == TargetRole.BROKER ? 8_000 : 6_000;
    return eachMs * counts.of(role);
  }

  private long seconds(int from, int to) {
    return random.nextLong(from * 1_000L, to * 1_000L + 1);
  }
}
