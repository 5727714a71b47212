package dev.sagas.chaos.run;

import dev.sagas.chaos.fault.FaultSelection;
import dev.sagas.cli.shared.SagaSubcommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Puts a cluster under load and faults, and checks that nothing was lost, doubled or misplaced. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    description = {
      "Starts three brokers, a registry, PostgreSQL, orchestrators and participants in processes of "
          + "their own, runs sagas of random shape, injects faults by a seed, and checks topics and "
          + "databases afterwards.",
      "Exit code: 0 no violation, 1 violations or sagas that do not end, 2 could not be done."
    })
public final class ChaosCommand implements SagaSubcommand {
  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides definitions, load and faults (default: ${DEFAULT-VALUE}).")
  private long seed;

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
      defaultValue = "processes,network,state-lost",
      description =
          "Which faults, by kind or group and role: kill, kill:broker, network:database, none "
              + "(default: ${DEFAULT-VALUE}).")
  private String faults;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "How many sagas are started per second (default: ${DEFAULT-VALUE}, which 2 cores can bear).")
  private double rate;

  @Option(
      names = "--orchestrators",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many orchestrators (default: ${DEFAULT-VALUE}).")
  private int orchestrators;

  @Option(
      names = "--standbys",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many standbys each of their stores has (default: ${DEFAULT-VALUE}).")
  private int standbys;

  @Option(
      names = "--static-members",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Whether orchestrators and participants keep their places in their groups when they are "
              + "started again (default: yes).")
  private boolean areNamed;

  @Option(
      names = "--settle",
      paramLabel = "DURATION",
      defaultValue = "3m",
      description = "How long sagas may take to end after the last fault (default: 3m).")
  private Duration settle;

  @Option(
      names = "--keep",
      description = "Keep data and logs; they are always kept of a run that found something.")
  private boolean isKept;

  @Option(
      names = "--output",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private ChaosOutput output;

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public ChaosCommand() {}

  @Override
  public Integer call() throws IOException {
    require(runs >= 1, "--runs of at least 1", runs);
    require(rate > 0, "--rate of more than 0", rate);
    require(orchestrators >= 1, "--orchestrators of at least 1", orchestrators);
    require(standbys >= 0, "--standbys of at least 0", standbys);
    require(duration.toSeconds() >= 1, "--duration of at least 1s", duration);
    FaultSelection selection = selection();
    boolean isClean = true;
    for (long next = seed; next < seed + runs; next++) {
      isClean &= run(next, selection);
    }
    return isClean ? 0 : 1;
  }

  private void require(boolean holds, String expected, Object got) {
    if (!holds) {
      throw new ParameterException(
          spec.commandLine(), "Expected %s, but got %s".formatted(expected, got));
    }
  }

  private FaultSelection selection() {
    try {
      FaultSelection asked = FaultSelection.parse(faults);
      FaultSelection made =
          new FaultSelection(
              asked.choices().stream()
                  .filter(choice -> Injector.canMake(choice.kind()))
                  .collect(Collectors.toSet()));
      if (made.choices().size() < asked.choices().size()) {
        say("state-read-only, state-full and clock-step cannot be made yet, and are left out");
      }
      return made;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private boolean run(long ofSeed, FaultSelection selection) throws IOException {
    Path directory = Files.createTempDirectory("saga-chaos-" + ofSeed + "-");
    boolean isDone = false;
    try {
      ChaosReport report =
          ChaosRun.run(
              new ChaosSettings(
                  ofSeed,
                  duration,
                  selection,
                  rate,
                  orchestrators,
                  standbys,
                  areNamed,
                  settle,
                  directory),
              this::say);
      PrintWriter out = spec.commandLine().getOut();
      out.println(output.of(report));
      out.flush();
      isDone = report.isClean() && !isKept;
      return report.isClean();
    } finally {
      if (isDone) {
        delete(directory);
      } else {
        say("data and logs are in " + directory);
      }
    }
  }

  private synchronized void say(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
