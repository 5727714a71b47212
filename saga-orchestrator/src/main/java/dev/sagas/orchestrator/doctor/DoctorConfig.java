package dev.sagas.orchestrator.doctor;

import dev.sagas.orchestrator.journal.AuditConfig;
import java.time.Duration;
import java.util.Map;

/**
 * Which deployment to examine, and what it is held against.
 *
 * @param deployment with {@code schema.registry.url}
 * @param groups the groups of participants that have a {@code group.id} of their own, by name;
 *     others have the prefix and their name
 * @param inputRetention the orchestrator's {@code input.retention.ms}
 * @param maxRecordBytes the orchestrator's {@code max.record.bytes}
 * @param maxLag how far a group may be behind in one partition, records
 * @param role whose rights are looked for
 */
public record DoctorConfig(
    AuditConfig deployment,
    Map<String, String> groups,
    Duration inputRetention,
    int maxRecordBytes,
    long maxLag,
    Role role) {
  public DoctorConfig {
    groups = Map.copyOf(groups);
  }

  /** The group of a participant. */
  String group(String participant) {
    return groups.getOrDefault(participant, deployment.topics().prefix() + participant);
  }
}
