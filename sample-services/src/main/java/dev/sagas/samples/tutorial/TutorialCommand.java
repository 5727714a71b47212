package dev.sagas.samples.tutorial;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.sagas.cli.shared.SagaSubcommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a program of the tutorial on a platform of its own, each time from nothing. */
@Command(
    name = "tutorial",
    mixinStandardHelpOptions = true,
    description = "Runs a program of the tutorial, see docs/tutorial.md.")
public final class TutorialCommand implements SagaSubcommand {
  /** The programs. */
  @SuppressWarnings("java:S115") // the names are what the user types
  enum Program {
    first,
    groups
  }

  @Parameters(paramLabel = "PROGRAM", description = "${COMPLETION-CANDIDATES}.")
  private Program program;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "saga-data",
      description = "Where the platform's data is kept (default: ${DEFAULT-VALUE}).")
  private Path dataDir;

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public TutorialCommand() {}

  @Override
  public Integer call() throws Exception {
    for (String noisy : List.of("dev.sagas", "org.apache.kafka", "kafka")) {
      if (LoggerFactory.getLogger(noisy) instanceof Logger logger) {
        logger.setLevel(Level.ERROR);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    Path directory = dataDir.resolve("tutorial-" + program);
    // At the start, when no broker can be running on it any more.
    delete(directory);
    switch (program) {
      case first -> FirstBookings.run(directory, out);
      case groups -> GroupBookings.run(directory, out);
    }
    out.flush();
    return 0;
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
