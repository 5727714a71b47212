package dev.sagas.operate.doctor;

import dev.sagas.engine.deployment.Deployment;
import java.time.Duration;
import java.util.Map;

/**
 * Which deployment to examine, and what to compare it with.
 *
 * @param deployment with {@code schema.registry.url}
 * @param groups the groups of participants with a different {@code group.id}, by name; for others
 *     it is the prefix and their name
 * @param inputRetention the orchestrator's {@code input.retention.ms}
 * @param maxRecordBytes the orchestrator's {@code max.record.bytes}
 * @param maxLag how far a group may be behind in one partition, records
 * @param role whose rights are checked
 */
public record DoctorConfig(
    Deployment deployment,
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
