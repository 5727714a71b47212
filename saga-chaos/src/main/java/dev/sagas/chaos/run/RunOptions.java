package dev.sagas.chaos.run;

import dev.sagas.chaos.cluster.OrchestratorGroup;
import dev.sagas.chaos.fault.FaultChoice;
import dev.sagas.chaos.fault.FaultSelection;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands have in common that start a cluster. */
final class RunOptions {
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
      names = "--keep",
      description = "Keep data and logs; they are always kept of a run that found something.")
  private boolean isKept;

  @Option(
      names = "--output",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private ChaosOutput output;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  RunOptions() {}

  /** What is done in a directory. */
  interface Work {
    RunFinding finding(Path directory) throws IOException;
  }

  /** Refuses values that cannot be. */
  void check() {
    require(orchestrators >= 1, "--orchestrators of at least 1", orchestrators);
    require(standbys >= 0, "--standbys of at least 0", standbys);
  }

  void require(boolean holds, String expected, Object got) {
    if (!holds) {
      throw new ParameterException(
          spec.commandLine(), "Expected %s, but got %s".formatted(expected, got));
    }
  }

  /** Reads {@code --faults}. */
  FaultSelection selection(String faults) {
    try {
      return possible(FaultSelection.parse(faults));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** Leaves out what cannot be made here, and says why. */
  private FaultSelection possible(FaultSelection asked) {
    Set<FaultChoice> made = new TreeSet<>();
    Set<String> obstacles = new TreeSet<>();
    for (FaultChoice choice : asked.choices()) {
      Optional<String> obstacle = Injector.obstacle(choice.kind());
      obstacle.ifPresent(why -> obstacles.add(choice.kind().text() + " is left out: " + why));
      if (obstacle.isEmpty()) {
        made.add(choice);
      }
    }
    require(
        made.size() > 0 || asked.choices().isEmpty(), "a fault that can be made here", obstacles);
    obstacles.forEach(this::say);
    return new FaultSelection(made);
  }

  ChaosOutput output() {
    return output;
  }

  OrchestratorGroup orchestrators() {
    return new OrchestratorGroup(orchestrators, standbys, areNamed);
  }

  /** Works in a new directory, which is deleted if nothing was found; says where it is if not. */
  RunFinding run(String name, Work work) throws IOException {
    Path directory = Files.createTempDirectory("saga-chaos-" + name + "-");
    boolean isDone = false;
    try {
      RunFinding finding = work.finding(directory);
      isDone = finding == RunFinding.NOTHING && !isKept;
      return finding;
    } finally {
      if (isDone) {
        delete(directory);
      } else {
        say("data and logs are in " + directory);
      }
    }
  }

  void print(String report) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(report);
    out.flush();
  }

  synchronized void say(String line) {
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
