package dev.sagas.dev.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Writes a report for a person. */
final class SimulationTable {
  private SimulationTable() {}

  static List<String> lines(SimulationReport report) {
    SimulationReport.Counts counts = report.counts();
    List<String> lines = new ArrayList<>();
    lines.add(line("Seed", Long.toString(counts.seed())));
    lines.add(line("Sagas", counts.sagas() + parts(report.endedAs())));
    lines.add(line("Records", counts.records() + " in " + counts.durationMs() + " ms"));
    lines.add(line("Faults", report.faultCount() + parts(report.faults())));
    lines.add(line("Incidents", sum(report.incidents()) + parts(report.incidents())));
    lines.add(line("Checkpoint", "at most " + counts.maxStateBytes() + " bytes"));
    lines.add(
        line(
            "Tables",
            "%s of %s cells visited"
                .formatted(report.tables().visitedCells(), report.tables().possibleCells())));
    lines.add(line("Violations", Integer.toString(report.violations().size())));
    for (FoundViolation violation : report.violations()) {
      lines.add("");
      lines.add(
          "saga " + violation.saga() + ": " + violation.invariant() + ": " + violation.what());
      violation.trace().forEach(step -> lines.add("  " + step));
    }
    return lines;
  }

  private static long sum(Map<?, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String line(String what, String value) {
    return String.format(Locale.ROOT, "%-12s%s", what, value);
  }

  private static String parts(Map<? extends Enum<?>, Long> counts) {
    if (counts.isEmpty()) {
      return "";
    }
    Map<String, Long> sorted = new TreeMap<>();
    counts.forEach((what, count) -> sorted.put(what.name(), count));
    StringJoiner joined = new StringJoiner(", ", " (", ")");
    sorted.forEach((what, count) -> joined.add(count + " " + what));
    return joined.toString();
  }
}
