package dev.sagas.operate.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Which topics exist, and with how many partitions. */
final class TopicChecks {
  private TopicChecks() {}

  static List<Finding> of(Snapshot snapshot) {
    Findings findings = new Findings(DoctorCheck.TOPICS);
    Expectations expected = snapshot.expected();
    TreeSet<String> wanted = new TreeSet<>(expected.topics().keySet());
    wanted.addAll(expected.changelogs());
    for (String name : wanted) {
      if (snapshot.isHidden(name)) {
        findings.notChecked(name, "whether it exists: DESCRIBE on it is denied");
      } else if (!snapshot.topics().containsKey(name)) {
        findings.add(FindingCode.TOPIC_MISSING, name, "topic " + name + " to exist", "it does not");
      }
    }
    partitions(snapshot, findings);
    return findings.orOk(
        "topics",
        "Topics that are there: " + wanted.size() + ", partitions: " + snapshot.partitions());
  }

  private static void partitions(Snapshot snapshot, Findings findings) {
    int wanted = snapshot.partitions();
    List<String> same = new ArrayList<>(snapshot.expected().copartitioned());
    same.addAll(snapshot.expected().changelogs());
    for (String name : same) {
      TopicView topic = snapshot.topics().get(name);
      if (wanted > 0 && topic != null && topic.partitions().size() != wanted) {
        findings.add(
            FindingCode.PARTITIONS_DIFFER,
            name,
            "topic %s to have %s partitions like %s"
                .formatted(name, wanted, snapshot.expected().names().requests()),
            "it has " + topic.partitions().size());
      }
    }
  }
}
