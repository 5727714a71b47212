package dev.sagas.orchestrator.cli;

import dev.sagas.orchestrator.journal.AuditReport;
import dev.sagas.orchestrator.journal.Unprovable;
import dev.sagas.orchestrator.journal.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** Writes an audit's report for a person. */
final class AuditTable {
  private AuditTable() {}

  static List<String> lines(AuditReport report) {
    AuditReport.Counts counts = report.counts();
    List<String> lines = new ArrayList<>();
    lines.add(count("Sagas", counts.sagas()) + statuses(counts.statuses()));
    lines.add(count("Runs", counts.runs()));
    lines.add(count("Transitions", counts.transitions()));
    lines.add(count("Notes", counts.notes()));
    lines.add(count("Commands", counts.commands()));
    lines.add(count("Outcomes", counts.outcomes()));
    lines.add(count("Checkpoints", counts.checkpoints()));
    lines.add(count("Violations", report.violationCount()));
    for (Violation violation : report.violations()) {
      lines.add("");
      lines.add(violation.code() + where(violation));
      lines.add("  " + violation.message());
    }
    if (report.violationCount() > report.violations().size()) {
      lines.add("");
      lines.add("… and " + (report.violationCount() - report.violations().size()) + " more");
    }
    if (!report.unprovable().isEmpty()) {
      lines.add("");
      lines.add("No longer provable, because records have expired:");
      for (Unprovable expired : report.unprovable()) {
        lines.add(
            String.format(
                Locale.ROOT, "%12d  %s: %s", expired.count(), expired.topic(), expired.message()));
      }
    }
    lines.add("");
    lines.add(report.isClean() ? "Clean: nothing was found." : "Not clean: see above.");
    return lines;
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
