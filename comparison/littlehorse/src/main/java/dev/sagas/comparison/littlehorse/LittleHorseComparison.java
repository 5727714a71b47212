package dev.sagas.comparison.littlehorse;

import dev.sagas.comparison.load.ComparedEngine;
import dev.sagas.comparison.load.ComparisonCommand;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures LittleHorse. */
@Command(name = "littlehorse", description = "Measures LittleHorse on a broker of its own.")
public final class LittleHorseComparison extends ComparisonCommand {
  @Option(names = "--server-lib", required = true, description = "The server's jars.")
  private Path serverLib;

  @Option(names = "--server-java", required = true, description = "A java of version 25 for it.")
  private Path serverJava;

  @Option(
      names = "--server-options",
      split = " ",
      defaultValue = "-Xmx1g",
      description = "Options of its JVM (-Xmx1g).")
  private List<String> serverOptions;

  @Option(names = "--server-threads", defaultValue = "2", description = "Its stream threads (2).")
  private int serverThreads;

  @Option(names = "--broker-lib", required = true, description = "The broker's jars.")
  private Path brokerLib;

  @Option(names = "--partitions", defaultValue = "4", description = "Of its topics (4).")
  private int partitions;

  @Option(names = "--workers", defaultValue = "4", description = "Threads of each task (4).")
  private int workers;

  @Option(names = "--work-dir", required = true, description = "Where data and logs are kept.")
  private Path directory;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public LittleHorseComparison() {}

  /** Measures, and exits with the command's code. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new LittleHorseComparison()).execute(arguments));
  }

  @Override
  protected ComparedEngine open() throws Exception {
    ServerSettings settings =
        new ServerSettings(
            new Jvm(serverJava, serverOptions, serverLib), serverThreads, partitions);
    return LittleHorseEngine.start(directory, brokerLib, settings, workers);
  }
}
