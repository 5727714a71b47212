package dev.sagas.chaos.soak;

import dev.sagas.chaos.cluster.Cluster;
import dev.sagas.chaos.cluster.ClusterFailure;
import dev.sagas.chaos.cluster.ClusterMember;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Notes again and again what each process of a cluster uses, in a thread of its own. */
public final class ResourceSampler implements AutoCloseable {
  private static final Path PROC = Path.of("/proc");
  private static final long STOP_LIMIT_S = 30;

  private final Cluster cluster;
  private final ResourceLog log = new ResourceLog();
  private final ProcessReader reader = new ProcessReader(PROC);
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "chaos-resources"));

  private final Future<?> sampling;

  private ResourceSampler(Cluster cluster, Duration interval) {
    this.cluster = cluster;
    this.sampling =
        thread.scheduleAtFixedRate(this::sample, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether the system shows what processes use. */
  public static boolean isPossible() {
    return Files.isDirectory(PROC.resolve("self").resolve("fd"));
  }

  /** Begins. */
  public static ResourceSampler start(Cluster cluster, Duration interval) {
    return new ResourceSampler(cluster, interval);
  }

  private void sample() {
    for (ClusterMember member : cluster.all()) {
      List<Long> pids = member.pids();
      if (pids.isEmpty()) {
        continue;
      }
      Map<ResourceKind, Double> uses = new EnumMap<>(ResourceKind.class);
      uses.putAll(reader.read(pids));
      cluster
          .dataOf(member)
          .ifPresent(data -> uses.put(ResourceKind.DISK, ProcessReader.sizeMb(data)));
      log.add(member.name(), pids.get(0), TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), uses);
    }
  }

  /**
   * Decides on all uses; the disks of brokers and database grow with each saga by design.
   *
   * @param warmUp the first time of each process, which is left out
   * @param tolerance by which what is tolerated is multiplied
   */
  public List<SlopeVerdict> verdicts(Duration warmUp, double tolerance) {
    List<String> growing =
        Stream.concat(cluster.brokers().stream(), Stream.of(cluster.database()))
            .map(ClusterMember::name)
            .toList();
    return log.verdicts(new GrowthRule(warmUp.toMillis(), tolerance), growing);
  }

  /**
   * Ends the thread; what was noted remains.
   *
   * @throws ClusterFailure if not everything could be read
   */
  @Override
  public void close() {
    boolean hasFailed = sampling.isDone();
    thread.shutdown();
    try {
      if (hasFailed) {
        sampling.get();
      }
      if (!thread.awaitTermination(STOP_LIMIT_S, TimeUnit.SECONDS)) {
        throw new ClusterFailure("Expected a sample to end within %s s".formatted(STOP_LIMIT_S));
      }
    } catch (InterruptedException e) {
      throw ClusterFailure.interrupted(e);
    } catch (ExecutionException e) {
      throw new ClusterFailure("Expected to read what processes use", e.getCause());
    }
  }
}
