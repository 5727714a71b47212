package dev.sagas.operate.doctor;

import dev.sagas.index.exported.ExportState;
import java.time.Duration;
import java.util.List;

/** The export to a database: its group, and what its database says. */
final class ExportChecks {
  private static final Duration MAX_LAG = Duration.ofMinutes(5);
  private static final String DATABASE = "database";

  private ExportChecks() {}

  /** The group of the exporters in a deployment. */
  static String group(Expectations expected) {
    return expected.names().prefix() + "saga-export";
  }

  static List<Finding> of(Snapshot snapshot) {
    String id = group(snapshot.expected());
    return snapshot
        .export()
        .map(
            group -> of(group, snapshot.expected().maxLag()),
            why -> List.of(Finding.notChecked(DoctorCheck.EXPORT, id, why)));
  }

  private static List<Finding> of(GroupView group, long maxLag) {
    Findings findings = new Findings(DoctorCheck.EXPORT);
    boolean hasBegun = group.progress().stream().anyMatch(each -> each.committed() >= 0);
    if (group.members() == 0 && !hasBegun) {
      return findings.orOk(group.id(), "Nothing is exported to a database");
    }
    if (group.members() == 0) {
      findings.add(
          FindingCode.EXPORT_STOPPED,
          group.id(),
          "group " + group.id() + " to have members, because it has exported before",
          "it has none, " + group.waiting() + " entries of the journal wait");
    }
    group.progress().stream()
        .filter(each -> each.lag() > maxLag)
        .forEach(
            each ->
                findings.add(
                    FindingCode.EXPORT_BEHIND,
                    each.partition(),
                    "at most " + maxLag + " entries to wait in " + each.partition(),
                    "there are " + each.lag()));
    return findings.orOk(
        group.id(),
        "Members: %s, entries that wait: %s".formatted(group.members(), group.waiting()));
  }

  /** What an orchestrator, or the database, says of it. */
  static List<Finding> of(ExportState state, long nowMs) {
    Findings findings = new Findings(DoctorCheck.EXPORT);
    if (state.whyNot().isPresent()) {
      findings.add(FindingCode.EXPORT_FAILS, DATABASE, "the export to work", state.whyNot().get());
    }
    long lagMs = state.lagMs(nowMs).orElse(0);
    if (lagMs > MAX_LAG.toMillis()) {
      findings.add(
          FindingCode.EXPORT_BEHIND,
          DATABASE,
          "the export to be at most %s s behind".formatted(MAX_LAG.toSeconds()),
          "it is %s s".formatted(lagMs / 1_000));
    }
    return findings.orOk(DATABASE, "The export is at most %s ms behind".formatted(lagMs));
  }
}
