package dev.sagas.chaos.run;

import dev.sagas.chaos.cluster.ClusterFailure;
import dev.sagas.chaos.cluster.ClusterMember;
import dev.sagas.chaos.fault.ClusterFaultKind;
import dev.sagas.chaos.fault.Fault;
import dev.sagas.chaos.fault.FaultPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Injects the faults of a plan at their times. */
final class FaultSchedule implements AutoCloseable {
  private static final int THREADS = 6;

  private final Injector injector;
  private final Supervisor supervisor;
  private final LongSupplier clock;
  private final Consumer<String> say;
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
  private final List<Future<Done>> running = new ArrayList<>();

  FaultSchedule(
      Injector injector, Supervisor supervisor, LongSupplier clock, Consumer<String> say) {
    this.injector = injector;
    this.supervisor = supervisor;
    this.clock = clock;
    this.say = say;
  }

  /** A fault that took place, with times in ms of the run's clock. */
  record Done(Fault fault, String member, long fromMs, long toMs) {}

  /** Begins; times count from now. */
  void start(FaultPlan plan) {
    for (Fault fault : plan.faults()) {
      running.add(threads.schedule(() -> inject(fault), fault.atMs(), TimeUnit.MILLISECONDS));
    }
  }

  private Done inject(Fault fault) {
    long fromMs = clock.getAsLong();
    ClusterMember member = injector.memberOf(fault);
    String name =
        fault.kind().isOfAll() || fault.kind() == ClusterFaultKind.REPEAT
            ? "each " + fault.role().text()
            : member.name();
    say.accept(fault.text() + ": " + name);
    List<ClusterMember> hit = hit(fault, member);
    hit.forEach(supervisor::leave);
    try {
      injector.inject(fault, member);
      return new Done(fault, name, fromMs, clock.getAsLong());
    } finally {
      hit.forEach(supervisor::takeBack);
    }
  }

  private List<ClusterMember> hit(Fault fault, ClusterMember member) {
    if (fault.kind() == ClusterFaultKind.REPEAT) {
      return List.of();
    }
    return fault.kind().isOfAll() ? injector.members(fault.role()) : List.of(member);
  }

  /**
   * Waits until all are over.
   *
   * @throws ClusterFailure if one could not be injected
   */
  List<Done> await() {
    List<Done> done = new ArrayList<>();
    for (Future<Done> fault : running) {
      try {
        done.add(fault.get());
      } catch (InterruptedException e) {
        throw ClusterFailure.interrupted(e);
      } catch (ExecutionException e) {
        throw new ClusterFailure("Expected to inject every fault", e.getCause());
      }
    }
    return done;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
