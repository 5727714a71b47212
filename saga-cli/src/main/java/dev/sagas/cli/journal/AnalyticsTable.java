package dev.sagas.cli.journal;

import dev.sagas.audit.Durations;
import dev.sagas.audit.JournalAnalytics;
import dev.sagas.audit.StepAnalytics;
import dev.sagas.audit.TypeAnalytics;
import dev.sagas.cli.shared.Columns;
import dev.sagas.cli.shared.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Writes the statistics of sagas for a person. */
final class AnalyticsTable {
  private static final String NOTHING = "-";

  private AnalyticsTable() {}

  static List<String> lines(JournalAnalytics analytics) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("Statistics, times in ms:");
    analytics.types().forEach(type -> lines.addAll(lines(type)));
    if (analytics.leftOut() > 0) {
      lines.add("");
      lines.add("Left out: " + analytics.leftOut() + " transitions of runs without a sound chain");
    }
    return lines;
  }

  private static List<String> lines(TypeAnalytics type) {
    Columns columns =
        new Columns(
            "STEP",
            "RESULTS",
            "SENT",
            "MOST",
            "TIMED",
            "P50",
            "P90",
            "P99",
            "MAX",
            "WAITED",
            "FAILURES");
    row(
        columns,
        List.of("(run)", counts(type.outcomes()), NOTHING, NOTHING),
        type.duration(),
        List.of(counts(type.waitedMs()), counts(type.incidents())));
    type.steps().forEach(step -> rows(columns, step));
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(type.type() + "  " + type.runs() + " runs");
    columns.lines().forEach(line -> lines.add("  " + line));
    return lines;
  }

  private static void rows(Columns columns, StepAnalytics step) {
    row(
        columns,
        List.of(
            step.step().value(),
            counts(step.results()),
            String.valueOf(step.executes()),
            String.valueOf(step.mostAttempts())),
        step.duration(),
        List.of(counts(step.waitedMs()), counts(step.failures())));
    if (step.compensates() > 0) {
      row(
          columns,
          List.of("  its undo", "", String.valueOf(step.compensates()), ""),
          step.undoDuration(),
          List.of("", ""));
    }
  }

  private static void row(
      Columns columns, List<String> before, Durations durations, List<String> after) {
    List<String> cells = new ArrayList<>(before);
    cells.add(String.valueOf(durations.count()));
    for (long ms :
        List.of(durations.p50Ms(), durations.p90Ms(), durations.p99Ms(), durations.maxMs())) {
      cells.add(durations.count() == 0 ? NOTHING : String.valueOf(ms));
    }
    cells.addAll(after);
    columns.add(cells.toArray(String[]::new));
  }

  private static String counts(Map<?, Long> counts) {
    StringJoiner joined = new StringJoiner(", ");
    joined.setEmptyValue(NOTHING);
    counts.forEach((what, count) -> joined.add(count + " " + Printable.of(what.toString())));
    return joined.toString();
  }
}
