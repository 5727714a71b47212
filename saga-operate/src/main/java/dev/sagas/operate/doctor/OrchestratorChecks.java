package dev.sagas.operate.doctor;

import java.util.List;

/** The orchestrator's group: whether it is running, its assignment, its progress. */
final class OrchestratorChecks {
  private OrchestratorChecks() {}

  static List<Finding> of(Snapshot snapshot) {
    String id = snapshot.expected().applicationId();
    return snapshot
        .orchestrator()
        .map(
            group -> of(snapshot, group),
            why -> List.of(Finding.notChecked(DoctorCheck.ORCHESTRATOR, id, why)));
  }

  private static List<Finding> of(Snapshot snapshot, GroupView group) {
    Findings findings = new Findings(DoctorCheck.ORCHESTRATOR);
    if (group.members() == 0) {
      findings.add(
          FindingCode.ORCHESTRATOR_DOWN,
          group.id(),
          "group " + group.id() + " to have members",
          "it has none (" + group.state() + "), " + group.waiting() + " inputs wait");
    } else if (group.isRebalancing()) {
      findings.add(
          FindingCode.ORCHESTRATOR_REBALANCING,
          group.id(),
          "group " + group.id() + " to be stable",
          "it is " + group.state() + " with " + group.members() + " members");
    } else if (!group.unassigned().isEmpty()) {
      findings.add(
          FindingCode.PARTITION_UNASSIGNED,
          group.id(),
          "every input partition to be assigned to a member of " + group.id(),
          "these are not: " + String.join(", ", group.unassigned()));
    }
    progress(snapshot, group, findings);
    findings.notSeen(snapshot.expected().inputs().stream().filter(snapshot::isHidden).toList());
    return findings.orOk(
        group.id(),
        "Members: %s, inputs that wait: %s, all assigned"
            .formatted(group.members(), group.waiting()));
  }

  private static void progress(Snapshot snapshot, GroupView group, Findings findings) {
    long maxLag = snapshot.expected().maxLag();
    String replies = snapshot.expected().names().replies() + "-";
    if (!group.offsetsStable()) {
      findings.add(
          FindingCode.OFFSETS_UNSTABLE,
          group.id(),
          "the committed offsets of " + group.id() + " to become known",
          "a transaction that wrote them has not ended");
    }
    for (GroupView.Progress progress : group.progress()) {
      if (progress.lag() > maxLag) {
        findings.add(
            FindingCode.ORCHESTRATOR_LAG,
            progress.partition(),
            "at most " + maxLag + " records to wait in " + progress.partition(),
            "there are " + progress.lag());
      }
      if (progress.isBeyondEnd()) {
        findings.add(
            FindingCode.POSITION_BEYOND_END,
            progress.partition(),
            "the group's position in " + progress.partition() + " to be at its end or before it",
            "it has committed " + progress.committed() + ", and it ends at " + progress.end());
      }
      if (progress.deletedUnread() == 1 && progress.partition().startsWith(replies)) {
        findings.notChecked(
            progress.partition(),
            "offset %s was deleted unread: a reply, or the marker of a participant's transaction"
                .formatted(progress.committed()));
      } else if (progress.hasLost()) {
        lost(progress, findings);
      }
    }
  }

  private static void lost(GroupView.Progress progress, Findings findings) {
    findings.add(
        FindingCode.INPUT_LOST,
        progress.partition(),
        "the records of " + progress.partition() + " from " + progress.committed() + " on",
        "it begins at " + progress.begin());
  }
}
