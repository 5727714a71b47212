package dev.sagas.operate.doctor;

import dev.sagas.index.exported.ExportState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All findings, in the order of the checks; the worst of each check first.
 *
 * @param findings at least one for each check
 */
public record Diagnosis(List<Finding> findings) {
  public Diagnosis {
    findings = List.copyOf(findings);
  }

  /** The diagnosis of a snapshot. */
  static Diagnosis of(Snapshot snapshot) {
    List<Finding> findings = new ArrayList<>();
    findings.addAll(PlatformChecks.of(snapshot));
    findings.addAll(TopicChecks.of(snapshot));
    findings.addAll(SettingChecks.of(snapshot));
    findings.addAll(ReplicaChecks.of(snapshot));
    findings.addAll(OrchestratorChecks.of(snapshot));
    findings.addAll(TransactionChecks.of(snapshot));
    findings.addAll(ParticipantChecks.of(snapshot));
    findings.addAll(SagaChecks.of(snapshot));
    findings.addAll(RecentChecks.of(snapshot));
    findings.addAll(ExportChecks.of(snapshot));
    findings.addAll(ClaimChecks.of(snapshot));
    findings.addAll(AccessChecks.of(snapshot));
    return new Diagnosis(sorted(findings));
  }

  private static List<Finding> sorted(List<Finding> findings) {
    return findings.stream()
        .sorted(
            Comparator.comparing(Finding::check)
                .thenComparing(Finding::severity, Comparator.reverseOrder()))
        .toList();
  }

  /** The same with what is known of the export. */
  public Diagnosis with(ExportState export, long nowMs) {
    List<Finding> all = new ArrayList<>(findings);
    all.addAll(ExportChecks.of(export, nowMs));
    return new Diagnosis(sorted(all));
  }

  /** How many findings are of this severity. */
  public long count(Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).count();
  }

  /** True if there is no problem; there may be warnings. */
  public boolean isHealthy() {
    return count(Severity.PROBLEM) == 0;
  }

  /** True if there are problems, and each of them is that sagas wait for a person. */
  public boolean needsDecisionsAlone() {
    return !isHealthy()
        && findings.stream()
            .filter(finding -> finding.severity() == Severity.PROBLEM)
            .allMatch(finding -> finding.code().filter(FindingCode.INCIDENTS::equals).isPresent());
  }
}
