package dev.sagas.operate.doctor;

import dev.sagas.protocol.ParticipantName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The participants, and the sagas that wait for them. */
final class ParticipantChecks {
  private final Snapshot snapshot;

  private ParticipantChecks(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  static List<Finding> of(Snapshot snapshot) {
    ParticipantChecks checks = new ParticipantChecks(snapshot);
    List<Finding> all = new ArrayList<>();
    new TreeMap<>(snapshot.participants())
        .forEach((name, group) -> all.addAll(checks.of(name, group)));
    if (snapshot.sagas().published().value().isEmpty()) {
      all.add(
          Finding.notChecked(
              DoctorCheck.PARTICIPANTS,
              "definitions",
              "only participants that sagas wait for are known: %s"
                  .formatted(snapshot.sagas().published().whyNot())));
    } else if (all.isEmpty()) {
      all.add(Finding.ok(DoctorCheck.PARTICIPANTS, "definitions", "None is named by a definition"));
    }
    return all;
  }

  private List<Finding> of(String name, Reading<GroupView> group) {
    Findings findings = new Findings(DoctorCheck.PARTICIPANTS);
    Optional<SagaCensus.Waiting> waiting =
        snapshot
            .sagas()
            .live()
            .value()
            .flatMap(census -> Optional.ofNullable(census.byParticipant().get(name)));
    String topic = snapshot.expected().names().commands(new ParticipantName(name));
    if (!snapshot.topics().containsKey(topic)) {
      missing(name, topic, waiting, findings);
    }
    group.value().ifPresent(known -> check(name, known, waiting, findings));
    if (group.value().isEmpty()) {
      findings.notChecked(name, group.whyNot());
    }
    return findings.orOk(name, healthy(group.value(), waiting));
  }

  private void missing(
      String name, String topic, Optional<SagaCensus.Waiting> waiting, Findings findings) {
    if (snapshot.isHidden(topic)) {
      findings.notChecked(name, "whether topic " + topic + " exists: DESCRIBE on it is denied");
    } else {
      findings.add(
          FindingCode.COMMAND_TOPIC_MISSING,
          name,
          "topic " + topic + " to exist",
          "it does not" + waiting.map(this::tail).orElse(""));
    }
  }

  private void check(
      String name, GroupView group, Optional<SagaCensus.Waiting> waiting, Findings findings) {
    if (group.members() == 0) {
      findings.add(
          waiting.isPresent() ? FindingCode.PARTICIPANT_AWAITED : FindingCode.PARTICIPANT_DOWN,
          name,
          "group " + group.id() + " of participant " + name + " to have members",
          "it has none" + waiting.map(this::tail).orElse(", no saga waits for it"));
    } else if (!group.isRebalancing() && !group.unassigned().isEmpty()) {
      findings.add(
          FindingCode.COMMANDS_UNASSIGNED,
          name,
          "every partition of its commands to be assigned to a member of " + group.id(),
          "these are not: " + String.join(", ", group.unassigned()));
    }
    for (GroupView.Progress progress : group.progress()) {
      if (progress.lag() > snapshot.expected().maxLag()) {
        findings.add(
            FindingCode.PARTICIPANT_LAG,
            name,
            "at most %s commands to wait in %s"
                .formatted(snapshot.expected().maxLag(), progress.partition()),
            "there are " + progress.lag());
      }
      if (progress.isBeyondEnd()) {
        findings.add(
            FindingCode.COMMANDS_BEYOND_END,
            name,
            "the position of " + group.id() + " in " + progress.partition() + " to be possible",
            "it has committed " + progress.committed() + ", and it ends at " + progress.end());
      }
      if (waiting.isPresent()) {
        lost(name, progress, findings);
      }
    }
  }

  /**
   * If no saga waits, nothing is lost. Every command is followed by its transaction's marker, and
   * by one more for each transaction that was open at the same time: that many offsets prove
   * nothing.
   */
  private void lost(String name, GroupView.Progress progress, Findings findings) {
    long gone = progress.deletedUnread();
    if (gone > Math.max(1, snapshot.partitions())) {
      findings.add(
          FindingCode.COMMANDS_LOST,
          name,
          "the commands of " + progress.partition() + " from " + progress.committed() + " on",
          "it begins at " + progress.begin());
    } else if (gone > 1) {
      findings.notChecked(
          name,
          """
          the offsets from %s of %s on were deleted unread: %s, which may be commands or the \
          markers of transactions\
          """
              .formatted(progress.committed(), progress.partition(), gone));
    }
  }

  private static String healthy(Optional<GroupView> group, Optional<SagaCensus.Waiting> waiting) {
    return "Members: %s, commands that wait: %s, sagas that wait: %s"
        .formatted(
            group.map(GroupView::members).orElse(0),
            group.map(GroupView::waiting).orElse("0"),
            waiting.map(SagaCensus.Waiting::sagas).orElse(0L));
  }

  private String tail(SagaCensus.Waiting waiting) {
    return ", and sagas wait for it: %s, the oldest is %s since %s"
        .formatted(
            waiting.sagas(),
            waiting.oldest(),
            Times.text(Duration.ofMillis(Math.max(0, snapshot.nowMs() - waiting.sinceMs()))));
  }
}
