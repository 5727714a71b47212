package dev.sagas.dev.bench;

import dev.sagas.cli.shared.SagaSubcommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the product, and in the same series what Kafka itself allows. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures sagas on a broker and an orchestrator in processes of their own, and in the same "
          + "series plain transactional clients that move the same records: the bound.",
      "Exit code: 0 measured, 1 the audit found violations, 2 could not be done."
    })
public final class BenchCommand implements SagaSubcommand {
  @Parameters(paramLabel = "PROFILE", description = "${COMPLETION-CANDIDATES}.")
  private BenchProfile profile;

  @Option(
      names = {"--in-flight", "--rate", "--live", "--instances"},
      split = ",",
      paramLabel = "N",
      description =
          "How many sagas run at a time (of latency and recovery: start per second; of overload:"
              + " can be borne per second; of live: wait; of scaling: how many orchestrators share"
              + " the load), one series each (default: as the profile's page says).")
  private @Nullable List<Integer> levels;

  @Option(
      names = "--warm-up",
      paramLabel = "DURATION",
      description = "How long sagas run before the first window (default: 2m, of cold: 0s).")
  private @Nullable Duration warmUp;

  @Option(
      names = "--windows",
      paramLabel = "N",
      description = "How many windows a series has (default: 5, of cold: 12).")
  private @Nullable Integer windows;

  @Option(
      names = "--window",
      paramLabel = "DURATION",
      description = "How long a window is (default: 20s, of cold: 5s).")
  private @Nullable Duration window;

  @Option(
      names = "--partitions",
      defaultValue = "4",
      paramLabel = "N",
      description = "Partitions of each topic (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--bound",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Measure the plain clients as well (default: yes).")
  private boolean bound;

  @Option(
      names = "--bound-in-flight",
      defaultValue = "4000",
      paramLabel = "N",
      description = "How many sagas of the bound are in flight (default: ${DEFAULT-VALUE}).")
  private int boundInFlight;

  @Option(
      names = "--audit",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Audit the run's sagas (default: yes).")
  private boolean audit;

  @Option(
      names = "--rocksdb",
      description =
          "Let RocksDB count its operations, those of the warm-up included. It costs the"
              + " orchestrator some CPU, so do not compare its figures with those of other runs.")
  private boolean rocksDb;

  @Option(
      names = "--broker-options",
      split = " ",
      defaultValue = "-Xmx512m -XX:+UseSerialGC",
      paramLabel = "OPTION",
      description = "Options of the broker's JVM (default: ${DEFAULT-VALUE}).")
  private List<String> brokerOptions;

  @Option(
      names = "--orchestrator-options",
      split = " ",
      defaultValue = "-Xmx1g",
      paramLabel = "OPTION",
      description = "Options of the orchestrator's JVM (default: ${DEFAULT-VALUE}).")
  private List<String> orchestratorOptions;

  @Option(
      names = {"-P", "--property"},
      paramLabel = "NAME=VALUE",
      description = "Sets a property of the orchestrator.")
  private final Map<String, String> properties = new LinkedHashMap<>();

  @Option(
      names = "--join",
      paramLabel = "HOST:PORT",
      description =
          "Measure on a running cluster without topics, whose processes are not metered, instead of"
              + " starting a broker. All topics are deleted at the end.")
  private @Nullable String join;

  @Option(
      names = "--output",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private BenchOutput output;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Also write the report to a directory, in all forms.")
  private @Nullable Path reportDir;

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public BenchCommand() {}

  @Override
  public Integer call() throws IOException {
    Path directory = Files.createTempDirectory("saga-bench");
    try {
      BenchReport report = BenchRun.run(settings(directory), this::say);
      if (reportDir != null) {
        BenchOutput.writeAll(report, reportDir);
      }
      PrintWriter out = spec.commandLine().getOut();
      out.println(output.of(report));
      out.flush();
      return report.isClean() ? 0 : 1;
    } finally {
      delete(directory);
    }
  }

  private void say(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }

  private BenchSettings settings(Path directory) {
    try {
      return new BenchSettings(
          profile,
          levels == null ? profile.levels() : levels,
          warmUp == null ? profile.warmUp() : warmUp,
          windows == null ? profile.windows() : windows,
          window == null ? profile.window() : window,
          partitions,
          bound,
          boundInFlight,
          audit,
          rocksDb,
          brokerOptions,
          orchestratorOptions,
          properties,
          Optional.ofNullable(join),
          directory);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
