package dev.sagas.cli.journal;

import dev.sagas.audit.AuditReport;
import dev.sagas.audit.Unprovable;
import dev.sagas.audit.Violation;
import dev.sagas.cli.shared.Paragraphs;
import dev.sagas.cli.shared.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** Writes an audit's report for a person. */
final class AuditTable {
  private static final String BELOW = "  ";

  private AuditTable() {}

  static List<String> lines(AuditReport report, Screen screen) {
    List<String> lines = new ArrayList<>(counts(report));
    report.violations().forEach(violation -> lines.addAll(lines(violation, screen)));
    long unlisted = report.violationCount() - report.violations().size();
    if (unlisted > 0) {
      lines.add("");
      lines.add("… and " + unlisted + " more");
    }
    lines.addAll(expired(report.unprovable(), screen));
    lines.add("");
    lines.add(report.isClean() ? "Clean: nothing was found." : "Not clean: see above.");
    return lines;
  }

  private static List<String> counts(AuditReport report) {
    AuditReport.Counts counts = report.counts();
    return List.of(
        count("Sagas", counts.sagas()) + statuses(counts.statuses()),
        count("Runs", counts.runs()),
        count("Transitions", counts.transitions()),
        count("Notes", counts.notes()),
        count("Commands", counts.commands()) + repeated(counts.commandsRepeated()),
        count("Outcomes", counts.outcomes()),
        count("Checkpoints", counts.checkpoints()),
        count("Violations", report.violationCount()));
  }

  private static String repeated(long commands) {
    return commands == 0
        ? ""
        : "  (" + commands + " of them again, byte for byte: redelivered or redriven)";
  }

  private static List<String> lines(Violation violation, Screen screen) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.addAll(broken(violation.code() + where(violation), screen));
    lines.addAll(Paragraphs.wrapped(violation.message(), BELOW, screen.columns()));
    return lines;
  }

  private static List<String> expired(List<Unprovable> unprovable, Screen screen) {
    List<String> lines = new ArrayList<>();
    if (!unprovable.isEmpty()) {
      lines.add("");
      lines.add("No longer provable, because records have expired:");
    }
    for (Unprovable expired : unprovable) {
      String count = String.format(Locale.ROOT, "%12d  ", expired.count());
      lines.addAll(
          Paragraphs.hanging(
              count,
              expired.topic() + ": " + expired.message(),
              " ".repeat(count.length()),
              screen.columns()));
    }
    return lines;
  }

  /** At words, the further lines indented. */
  private static List<String> broken(String line, Screen screen) {
    return Paragraphs.hanging(
        line.substring(0, BELOW.length()), line.substring(BELOW.length()), BELOW, screen.columns());
  }

  private static String count(String what, long number) {
    return String.format(Locale.ROOT, "%-12s%10d", what, number);
  }

  private static String statuses(Map<?, Long> statuses) {
    if (statuses.isEmpty()) {
      return "";
    }
    StringJoiner joined = new StringJoiner(", ", "  (", ")");
    statuses.forEach((status, number) -> joined.add(number + " " + status));
    return joined.toString();
  }

  private static String where(Violation violation) {
    StringBuilder where = new StringBuilder();
    part(where, "  saga ", violation.saga());
    part(where, "  run ", violation.run());
    violation.revision().ifPresent(revision -> where.append("  revision ").append(revision));
    part(where, "  at ", violation.position());
    return where.toString();
  }

  private static void part(StringBuilder where, String name, Optional<?> value) {
    value.ifPresent(present -> where.append(name).append(present));
  }
}
