package dev.sagas.comparison.seata;

import dev.sagas.comparison.load.ComparedEngine;
import dev.sagas.comparison.load.ComparisonCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures Seata. */
@Command(name = "seata", description = "Measures Seata's saga engine on PostgreSQL.")
public final class SeataComparison extends ComparisonCommand {
  @Option(
      names = "--fsync",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Whether PostgreSQL waits for the disk at each commit (yes).")
  private boolean fsync;

  @Option(
      names = "--connections",
      defaultValue = "16",
      description = "Connections to PostgreSQL (16).")
  private int connections;

  @Option(names = "--threads", defaultValue = "256", description = "Sagas at a time (256).")
  private int threads;

  /** Created by picocli, which sets the options. */
  public SeataComparison() {}

  /** Measures, and exits with the command's code. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new SeataComparison()).execute(arguments));
  }

  @Override
  protected ComparedEngine open() throws Exception {
    return SeataEngine.start(SeataDatabase.start(fsync, connections), threads);
  }
}
