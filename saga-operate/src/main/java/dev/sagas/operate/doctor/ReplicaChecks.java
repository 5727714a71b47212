package dev.sagas.operate.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.common.config.TopicConfig;

/** Leaders and replicas of the deployment's partitions. */
final class ReplicaChecks {
  private final Findings findings = new Findings(DoctorCheck.REPLICAS);
  private final List<String> single = new ArrayList<>();
  private final List<String> lowMin = new ArrayList<>();

  private ReplicaChecks() {}

  static List<Finding> of(Snapshot snapshot) {
    ReplicaChecks checks = new ReplicaChecks();
    new TreeMap<>(snapshot.topics()).values().forEach(checks::check);
    int brokers = snapshot.cluster().brokers();
    if (brokers > 1 && !checks.single.isEmpty()) {
      checks.findings.add(
          FindingCode.REPLICAS_FEW,
          "topics",
          "several replicas, as there are " + brokers + " brokers",
          "these topics have one: " + String.join(", ", checks.single));
    }
    if (!checks.lowMin.isEmpty()) {
      checks.findings.add(
          FindingCode.MIN_ISR_LOW,
          "topics",
          "min.insync.replicas to be at least 2",
          "it is 1 for these topics: " + String.join(", ", checks.lowMin));
    }
    checks.findings.notSeen(snapshot.hidden());
    return checks.findings.orOk(
        "partitions",
        brokers > 1
            ? "Every partition has its leader and replicas"
            : "Every partition has its leader; one broker, so no replicas");
  }

  private void check(TopicView topic) {
    add(FindingCode.NO_LEADER, topic, "a leader", part -> !part.hasLeader());
    OptionalLong min = topic.number(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
    long needed = min.orElse(1);
    add(
        FindingCode.MIN_ISR_UNMET,
        topic,
        "at least " + needed + " replicas in sync",
        part -> part.hasLeader() && part.inSync() < needed);
    add(
        FindingCode.UNDER_REPLICATED,
        topic,
        "all their replicas in sync",
        part -> part.hasLeader() && part.inSync() < part.replicas() && part.inSync() >= needed);
    boolean replicated = topic.partitions().stream().allMatch(part -> part.replicas() > 1);
    if (!replicated) {
      single.add(topic.name());
    } else if (min.isPresent() && needed < 2) {
      lowMin.add(topic.name());
    }
  }

  private void add(
      FindingCode code, TopicView topic, String wanted, Predicate<TopicView.PartitionView> bad) {
    List<Integer> partitions =
        topic.partitions().stream().filter(bad).map(TopicView.PartitionView::number).toList();
    if (!partitions.isEmpty()) {
      findings.add(
          code,
          topic.name(),
          "all partitions of " + topic.name() + " to have " + wanted,
          "these have not: " + partitions);
    }
  }
}
