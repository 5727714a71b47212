package dev.sagas.chaos.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how long sagas pause after faults. */
@Command(
    name = "recovery",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how long the sagas of a partition pause after a fault: the longest time between two "
          + "outcomes of one partition, while short sagas run in all of them. Each fault is injected "
          + "many times, one after the other.",
      "Exit code: 0 all sagas have ended, 1 otherwise, 2 could not be done."
    })
final class RecoveryCommand implements Callable<Integer> {
  @Option(
      names = "--injections",
      paramLabel = "N",
      defaultValue = "20",
      description = "How often each fault is injected (default: ${DEFAULT-VALUE}).")
  private int injections;

  @Option(
      names = "--faults",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "none,terminate,kill,kill-long,freeze,leader,participant",
      description = "Which faults: ${COMPLETION-CANDIDATES} (default: all but state-lost).")
  private List<RecoveryFault> faults;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "18",
      description =
          "How many sagas are started per second, in each of 6 partitions in turn "
              + "(default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--waiting",
      paramLabel = "N",
      defaultValue = "0",
      description = "How many other sagas wait meanwhile (default: ${DEFAULT-VALUE}).")
  private int waiting;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A property of the orchestrators, as in their configuration.")
  private Map<String, String> properties = new LinkedHashMap<>();

  @Option(
      names = "--broker-set",
      paramLabel = "NAME=VALUE",
      description = "A property of the brokers.")
  private Map<String, String> brokers = new LinkedHashMap<>();

  @Mixin private RunOptions options;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  RecoveryCommand() {}

  @Override
  public Integer call() throws IOException {
    options.require(injections >= 1, "--injections of at least 1", injections);
    options.require(rate > 0, "--rate of more than 0", rate);
    options.require(waiting >= 0, "--waiting of at least 0", waiting);
    options.check();
    return options.run("recovery", this::run) == RunFinding.VIOLATION ? 1 : 0;
  }

  private RunFinding run(Path directory) {
    RecoveryReport report =
        RecoveryRun.run(
            new RecoverySettings(
                injections,
                faults,
                options.orchestrators(),
                rate,
                waiting,
                properties,
                brokers,
                directory),
            options::say);
    options.print(options.output().of(report));
    return report.isClean() ? RunFinding.NOTHING : RunFinding.VIOLATION;
  }
}
