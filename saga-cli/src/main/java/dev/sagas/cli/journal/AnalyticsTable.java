package dev.sagas.cli.journal;

import dev.sagas.audit.Durations;
import dev.sagas.audit.JournalAnalytics;
import dev.sagas.audit.StepAnalytics;
import dev.sagas.audit.TypeAnalytics;
import dev.sagas.cli.shared.Columns;
import dev.sagas.cli.shared.Printable;
import dev.sagas.cli.shared.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Writes the statistics of sagas for a person. */
final class AnalyticsTable {
  private static final String NOTHING = "-";
  private static final String INDENT = "  ";

  private AnalyticsTable() {}

  static List<String> lines(JournalAnalytics analytics, Screen screen) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("Statistics, times in ms:");
    analytics.types().forEach(type -> lines.addAll(lines(type, screen)));
    if (analytics.leftOut() > 0) {
      lines.add("");
      lines.add("Left out: " + analytics.leftOut() + " transitions of runs without a sound chain");
    }
    return lines;
  }

  private static List<String> lines(TypeAnalytics type, Screen screen) {
    Columns columns =
        new Columns("STEP", "SENT", "MOST", "TIMED", "P50", "P90", "P99", "MAX", "RESULTS");
    row(columns, List.of("(run)", NOTHING, NOTHING), type.duration(), counts(type.outcomes()));
    further(columns, type.waitedMs(), type.incidents());
    type.steps().forEach(step -> rows(columns, step));
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(type.type() + "  " + type.runs() + " runs");
    columns.lines(screen.columns() - INDENT.length()).forEach(line -> lines.add(INDENT + line));
    return lines;
  }

  private static void rows(Columns columns, StepAnalytics step) {
    row(
        columns,
        List.of(
            step.step().value(),
            String.valueOf(step.executes()),
            String.valueOf(step.mostAttempts())),
        step.duration(),
        counts(step.results()));
    further(columns, step.waitedMs(), step.failures());
    if (step.compensates() > 0) {
      row(
          columns,
          List.of("  its undo", String.valueOf(step.compensates()), ""),
          step.undoDuration(),
          "");
    }
  }

  private static void row(
      Columns columns, List<String> before, Durations durations, String results) {
    List<String> cells = new ArrayList<>(before);
    cells.add(String.valueOf(durations.count()));
    for (long ms :
        List.of(durations.p50Ms(), durations.p90Ms(), durations.p99Ms(), durations.maxMs())) {
      cells.add(durations.count() == 0 ? NOTHING : String.valueOf(ms));
    }
    cells.add(results);
    columns.add(cells.toArray(String[]::new));
  }

  /** Below the results, because rows must fit the screen. */
  private static void further(Columns columns, Map<?, Long> waitedMs, Map<?, Long> failures) {
    below(columns, "waited: ", waitedMs);
    below(columns, "failures: ", failures);
  }

  private static void below(Columns columns, String what, Map<?, Long> counted) {
    if (!counted.isEmpty()) {
      columns.add("", "", "", "", "", "", "", "", what + counts(counted));
    }
  }

  private static String counts(Map<?, Long> counts) {
    StringJoiner joined = new StringJoiner(", ");
    joined.setEmptyValue(NOTHING);
    counts.forEach((what, count) -> joined.add(count + " " + Printable.of(what.toString())));
    return joined.toString();
  }
}
