package dev.sagas.comparison.load;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the reports of several engines as one table; the first is what the others are held to. */
@Command(name = "table", description = "Prints reports as one table.")
public final class ComparisonTable implements Callable<Integer> {
  private static final String NOTHING = "-";

  @Parameters(paramLabel = "NAME=FILE", arity = "1..*")
  private List<String> reports;

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public ComparisonTable() {}

  /** Prints to standard output. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ComparisonTable()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    Map<String, List<SeriesResult>> engines = new LinkedHashMap<>();
    List<String> facts = new ArrayList<>();
    for (String report : reports) {
      int at = report.indexOf('=');
      String name = report.substring(0, at);
      ComparisonReport read = ComparisonReport.read(Path.of(report.substring(at + 1)));
      if (!engines.containsKey(name)) {
        facts.add(name + ": " + read.facts());
      }
      engines.computeIfAbsent(name, key -> new ArrayList<>()).addAll(read.product());
    }
    PrintWriter out = spec.commandLine().getOut();
    facts.forEach(out::println);
    out.println();
    rows(engines).forEach(out::println);
    out.println();
    ratios(engines).forEach(out::println);
    out.flush();
    return 0;
  }

  static List<String> rows(Map<String, List<SeriesResult>> engines) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| Engine | Series | sagas/s | p50 ms | p99 ms | max ms | CPU µs a saga | of which |"
            + " resident MB | other processes' cores |");
    lines.add("|---|---|---|---|---|---|---|---|---|---|");
    engines.forEach((engine, results) -> results.forEach(result -> lines.add(row(engine, result))));
    return lines;
  }

  private static String row(String engine, SeriesResult result) {
    return "| "
        + String.join(
            " | ",
            engine,
            result.series(),
            result.sagasPerSecond().text(0),
            text(result.p50Ms(), 1),
            text(result.p99Ms(), 1),
            text(result.maxMs(), 0),
            result.cpuMicrosPerSaga().text(0),
            medians(result.cpuMicrosPerSagaBy()),
            medians(result.residentMb()),
            text(result.otherCores(), 2))
        + " |";
  }

  private static String text(Optional<MedianOf> spread, int decimals) {
    return spread.map(value -> value.text(decimals)).orElse(NOTHING);
  }

  private static String medians(Map<String, MedianOf> byProcess) {
    return byProcess.entrySet().stream()
        .map(
            entry ->
                entry.getKey()
                    + " "
                    + String.format(Locale.ROOT, "%.0f", entry.getValue().median()))
        .collect(Collectors.joining(", "));
  }

  /** How many times as many sagas per second the first engine does, and how much less CPU. */
  static List<String> ratios(Map<String, List<SeriesResult>> engines) {
    List<String> lines = new ArrayList<>();
    String first = engines.keySet().iterator().next();
    lines.add("| " + first + " / | Series | sagas/s, times | CPU a saga, part |");
    lines.add("|---|---|---|---|");
    engines.forEach(
        (engine, results) -> {
          if (!engine.equals(first)) {
            results.forEach(
                result ->
                    engines.getOrDefault(first, List.of()).stream()
                        .filter(own -> own.series().equals(result.series()))
                        .forEach(own -> lines.add(ratio(engine, own, result))));
          }
        });
    return lines;
  }

  private static String ratio(String engine, SeriesResult own, SeriesResult other) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.2f | %.2f |",
        engine,
        own.series(),
        own.sagasPerSecond().median() / other.sagasPerSecond().median(),
        own.cpuMicrosPerSaga().median() / other.cpuMicrosPerSaga().median());
  }
}
