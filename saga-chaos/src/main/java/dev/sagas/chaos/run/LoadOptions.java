package dev.sagas.chaos.run;

import dev.sagas.chaos.fault.ClusterFaultKind;
import dev.sagas.chaos.fault.FaultSelection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands have in common that inject faults by a seed. */
final class LoadOptions {
  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides definitions, load and faults (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "How many sagas are started per second (default: ${DEFAULT-VALUE}, which 2 cores can bear).")
  private double rate;

  @Option(
      names = "--settle",
      paramLabel = "DURATION",
      defaultValue = "3m",
      description = "How long sagas may take to end after the last fault (default: 3m).")
  private Duration settle;

  @Option(
      names = "--earlier-build",
      paramLabel = "DIR",
      description =
          "Orchestrators run this build until the fault named upgrade: an installed layout, or a "
              + "checkout in which ./saga has been run (default: this build from the start).")
  private Optional<Path> earlierBuild;

  @Mixin private RunOptions cluster;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  LoadOptions() {}

  /** Refuses values that cannot be. */
  void check() {
    cluster.require(rate > 0, "--rate of more than 0", rate);
    cluster.check();
  }

  RunOptions cluster() {
    return cluster;
  }

  long seed() {
    return seed;
  }

  /** Reads {@code --faults}. */
  FaultSelection selection(String faults) {
    FaultSelection selection = cluster.selection(faults);
    boolean isUpgraded =
        selection.choices().stream().anyMatch(choice -> choice.kind() == ClusterFaultKind.UPGRADE);
    cluster.require(
        earlierBuild.isEmpty() || isUpgraded,
        "upgrade among --faults, which ends what --earlier-build starts",
        faults);
    return selection;
  }

  ChaosSettings settings(long ofSeed, Duration duration, FaultSelection faults, Path directory) {
    return new ChaosSettings(
        ofSeed, duration, faults, rate, cluster.orchestrators(), settle, earlierBuild, directory);
  }
}
