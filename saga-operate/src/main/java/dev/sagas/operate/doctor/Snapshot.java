package dev.sagas.operate.doctor;

import java.util.Map;
import java.util.Set;

/**
 * The state of a deployment at one time: all that the checks know.
 *
 * @param nowMs when it was taken, epoch ms
 * @param expected what should exist
 * @param registry what the registry lacks of the protocol
 * @param topics by name, those of the deployment that exist and may be described
 * @param orchestrator its group
 * @param participants those that definitions or waiting sagas name, by name
 * @param transactions those that were open in the deployment's partitions
 * @param export the group of the exporters
 * @param claims the store of large values, and what is held
 * @param access what the authorizer allows the connecting principal
 */
record Snapshot(
    long nowMs,
    Expectations expected,
    ClusterView cluster,
    Reading<RegistryView> registry,
    Map<String, TopicView> topics,
    Reading<GroupView> orchestrator,
    Map<String, Reading<GroupView>> participants,
    Reading<TransactionsView> transactions,
    SagasView sagas,
    RecentView recent,
    Reading<GroupView> export,
    Reading<ClaimView> claims,
    Reading<AccessView> access) {
  Snapshot {
    topics = Map.copyOf(topics);
    participants = Map.copyOf(participants);
  }

  /** The topics that may not be described, so that it is not known whether they exist. */
  Set<String> hidden() {
    return access.value().map(AccessView::hidden).orElse(Set.of());
  }

  boolean isHidden(String topic) {
    return hidden().contains(topic);
  }

  /** The partitions that the input topics should have: those of the requests; 0 if unknown. */
  int partitions() {
    TopicView requests = topics.get(expected.names().requests());
    return requests == null ? 0 : requests.partitions().size();
  }
}
