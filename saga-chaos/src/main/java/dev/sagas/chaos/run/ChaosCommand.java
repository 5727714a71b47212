package dev.sagas.chaos.run;

import dev.sagas.chaos.fault.FaultSelection;
import dev.sagas.cli.shared.SagaSubcommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts a cluster under load and faults, and checks that nothing was lost, doubled or misplaced. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    subcommands = {SoakCommand.class, RecoveryCommand.class},
    description = {
      "Starts three brokers, a registry, PostgreSQL, orchestrators and participants in processes of "
          + "their own, runs sagas of random shape, injects faults by a seed, and checks topics and "
          + "databases afterwards.",
      "Exit code: 0 no violation, 1 violations or sagas that do not end, 2 could not be done."
    })
public final class ChaosCommand implements SagaSubcommand {
  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many runs, each with a new cluster and the next seed (default: 1).")
  private int runs;

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      defaultValue = "1m",
      description = "How long a run's load and faults last (default: ${DEFAULT-VALUE}).")
  private Duration duration;

  @Option(
      names = "--faults",
      paramLabel = "NAMES",
      defaultValue = "processes,network,state-lost,deliveries",
      description =
          "Which faults, by kind or group and role: kill, kill:broker, network:database, none "
              + "(default: ${DEFAULT-VALUE}).")
  private String faults;

  @Mixin private LoadOptions options;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public ChaosCommand() {}

  @Override
  public Integer call() throws IOException {
    options.cluster().require(runs >= 1, "--runs of at least 1", runs);
    options.cluster().require(duration.toSeconds() >= 1, "--duration of at least 1s", duration);
    options.check();
    FaultSelection selection = options.selection(faults);
    boolean isClean = true;
    for (long next = options.seed(); next < options.seed() + runs; next++) {
      long seed = next;
      RunFinding finding =
          options.cluster().run(Long.toString(seed), directory -> run(seed, selection, directory));
      isClean &= finding != RunFinding.VIOLATION;
    }
    return isClean ? 0 : 1;
  }

  private RunFinding run(long seed, FaultSelection selection, Path directory) {
    ChaosSettings settings = options.settings(seed, duration, selection, directory);
    ChaosReport report = ChaosRun.run(settings, options.cluster()::say, RunWatch.none());
    options.cluster().print(options.cluster().output().of(report));
    return report.finding();
  }
}
