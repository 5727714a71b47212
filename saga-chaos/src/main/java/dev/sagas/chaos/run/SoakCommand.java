package dev.sagas.chaos.run;

import dev.sagas.chaos.cluster.Cluster;
import dev.sagas.chaos.cluster.ClusterFailure;
import dev.sagas.chaos.fault.FaultSelection;
import dev.sagas.chaos.soak.ResourceSampler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a cluster for long, and tests that no process needs more and more. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = {
      "Does what saga chaos does for longer, notes what each process uses, and tests that memory, "
          + "descriptors, threads and the orchestrators' state do not grow.",
      "Exit code: 0 nothing grows and no violation, 1 otherwise, 2 could not be done."
    })
final class SoakCommand implements Callable<Integer> {
  /** By default as much of the run is left out at the start of each process. */
  private static final int WARM_UP_PART = 4;

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      defaultValue = "30m",
      description = "How long load and faults last (default: ${DEFAULT-VALUE}).")
  private Duration duration;

  @Option(
      names = "--faults",
      paramLabel = "NAMES",
      defaultValue = "freeze,network,leaders-moved",
      description =
          "Which faults, as for saga chaos. A process that ends is observed from its next start "
              + "(default: ${DEFAULT-VALUE}, which end none).")
  private String faults;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      defaultValue = "2s",
      description = "How often it is noted what processes use (default: ${DEFAULT-VALUE}).")
  private Duration interval;

  @Option(
      names = "--warm-up",
      paramLabel = "DURATION",
      description =
          "What is left out at the start of each process (default: a quarter of the duration).")
  private Optional<Duration> warmUp;

  @Option(
      names = "--tolerance",
      paramLabel = "FACTOR",
      defaultValue = "1",
      description =
          "Multiplies the growth that is tolerated: for runs of a few minutes, in which pools fill "
              + "and heaps grow (default: ${DEFAULT-VALUE}).")
  private double tolerance;

  @Mixin private LoadOptions options;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  SoakCommand() {}

  @Override
  public Integer call() throws IOException {
    options.cluster().require(duration.toSeconds() >= 1, "--duration of at least 1s", duration);
    options.cluster().require(interval.toMillis() >= 1, "--interval of at least 1ms", interval);
    options.cluster().require(tolerance > 0, "--tolerance of more than 0", tolerance);
    options.check();
    FaultSelection selection = options.selection(faults);
    if (!ResourceSampler.isPossible()) {
      throw new ClusterFailure("Expected /proc to show what processes use, as it does on Linux");
    }
    RunFinding finding = options.cluster().run("soak", directory -> run(selection, directory));
    return finding == RunFinding.VIOLATION ? 1 : 0;
  }

  private RunFinding run(FaultSelection selection, Path directory) {
    List<ResourceSampler> begun = new ArrayList<>();
    ChaosReport run =
        ChaosRun.run(
            options.settings(options.seed(), duration, selection, directory),
            options.cluster()::say,
            cluster -> begin(cluster, begun));
    Duration leftOut = warmUp.orElse(duration.dividedBy(WARM_UP_PART));
    SoakReport report =
        new SoakReport(
            run,
            begun.stream().flatMap(each -> each.verdicts(leftOut, tolerance).stream()).toList());
    options.cluster().print(options.cluster().output().of(report));
    return report.isClean() ? run.finding() : RunFinding.VIOLATION;
  }

  private RunWatch begin(Cluster cluster, List<ResourceSampler> begun) {
    ResourceSampler sampler = ResourceSampler.start(cluster, interval);
    begun.add(sampler);
    return sampler::close;
  }
}
