package dev.sagas.cli.doctor;

import dev.sagas.cli.shared.Columns;
import dev.sagas.cli.shared.Printable;
import dev.sagas.cli.shared.Screen;
import dev.sagas.operate.doctor.Diagnosis;
import dev.sagas.operate.doctor.Finding;
import dev.sagas.operate.doctor.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes a diagnosis for a person. */
final class DoctorTable {
  private DoctorTable() {}

  static List<String> lines(Diagnosis diagnosis, Screen screen) {
    Columns table = new Columns("CHECK", "RESULT", "WHAT");
    diagnosis.findings().forEach(finding -> add(table, finding));
    List<String> lines = new ArrayList<>(table.lines(screen.columns()));
    lines.add("");
    lines.add(
        "Problems: %s, warnings: %s, not checked: %s"
            .formatted(
                diagnosis.count(Severity.PROBLEM),
                diagnosis.count(Severity.WARNING),
                diagnosis.count(Severity.NOT_CHECKED)));
    return lines;
  }

  /** What is, and under it what to do. */
  private static void add(Columns table, Finding finding) {
    table.add(
        word(finding.check()),
        word(finding.severity()),
        Printable.of(
            finding.code().map(code -> code + " ").orElse("")
                + finding.subject()
                + ": "
                + finding.message()));
    if (!finding.advice().isEmpty()) {
      table.add("", "", "-> " + finding.advice());
    }
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
