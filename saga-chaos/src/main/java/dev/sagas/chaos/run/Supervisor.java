package dev.sagas.chaos.run;

import dev.sagas.chaos.cluster.ClusterMember;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Starts processes again that have ended by themselves, or say that they are not alive, as a
 * platform does that runs them.
 *
 * <ul>
 *   <li>Leaves those alone that a fault has hit.
 *   <li>Thread-safe.
 * </ul>
 */
final class Supervisor implements AutoCloseable {
  private static final long INTERVAL_MS = 500;

  /** So often a process must say that it is not alive; that is at least 5 s. */
  private static final int REFUSALS = 10;

  private final List<ClusterMember> members;
  private final Set<String> hit = new HashSet<>();
  private final Map<String, Integer> refusals = new HashMap<>();
  private final List<String> restarted = new ArrayList<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "chaos-supervisor"));

  private Supervisor(List<ClusterMember> members) {
    this.members = List.copyOf(members);
  }

  static Supervisor start(List<ClusterMember> members) {
    Supervisor supervisor = new Supervisor(members);
    var unused =
        supervisor.thread.scheduleWithFixedDelay(
            supervisor::look, INTERVAL_MS, INTERVAL_MS, TimeUnit.MILLISECONDS);
    return supervisor;
  }

  /** Leaves a process to the fault that hits it. */
  synchronized void leave(ClusterMember member) {
    hit.add(member.name());
  }

  /** Looks after a process again. */
  synchronized void takeBack(ClusterMember member) {
    hit.remove(member.name());
  }

  private synchronized void look() {
    for (ClusterMember member : members) {
      if (hit.contains(member.name())) {
        refusals.remove(member.name());
      } else if (!member.isRunning()) {
        start(member, member.name());
      } else if (isDead(member)) {
        member.kill();
        start(member, member.name() + ", which was not alive");
      }
    }
  }

  /** As a platform decides it, by several answers in a row. */
  private boolean isDead(ClusterMember member) {
    int inARow = member.isAlive() ? 0 : refusals.getOrDefault(member.name(), 0) + 1;
    refusals.put(member.name(), inARow);
    return inARow >= REFUSALS;
  }

  private void start(ClusterMember member, String entry) {
    refusals.remove(member.name());
    restarted.add(entry);
    member.start();
  }

  /** Those that were started again, once for each time. */
  synchronized List<String> restarted() {
    return List.copyOf(restarted);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
