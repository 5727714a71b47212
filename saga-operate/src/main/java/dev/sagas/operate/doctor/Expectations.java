package dev.sagas.operate.doctor;

import dev.sagas.engine.deployment.EngineNames;
import dev.sagas.protocol.TopicNames;
import java.util.List;
import java.util.Map;

/**
 * How a deployment should look.
 *
 * @param names of its topics
 * @param applicationId the orchestrator's group
 * @param topics those of the orchestrator, with the settings that it gives them; without commands
 *     and changelogs
 * @param commandSettings the settings of a command topic
 * @param copartitioned those that must have as many partitions as the requests
 * @param maxLag how far a group may be behind in one partition, records
 * @param role whose rights are checked
 */
record Expectations(
    TopicNames names,
    String applicationId,
    Map<String, Map<String, String>> topics,
    Map<String, String> commandSettings,
    List<String> copartitioned,
    long maxLag,
    Role role) {
  Expectations {
    topics = Map.copyOf(topics);
    commandSettings = Map.copyOf(commandSettings);
    copartitioned = List.copyOf(copartitioned);
  }

  /** The changelogs of the stores, created by Kafka Streams. */
  List<String> changelogs() {
    return List.of(
        EngineNames.checkpointChangelog(applicationId),
        EngineNames.parkingChangelog(applicationId));
  }

  /** The topics that the orchestrator reads. */
  List<String> inputs() {
    return List.of(names.requests(), names.replies(), names.signals(), names.operations());
  }
}
