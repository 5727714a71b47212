package dev.sagas.engine.deployment;

import dev.sagas.protocol.TopicNames;
import java.util.HashMap;
import java.util.Map;

/**
 * Which deployment to read, and how to reach it.
 *
 * <ul>
 *   <li>The topics default to those without a prefix, the application id to {@code
 *       <prefix>saga-orchestrator}.
 * </ul>
 *
 * @param client properties of Kafka's clients and of the registry: {@code bootstrap.servers},
 *     {@code schema.registry.url}, security settings
 * @param applicationId of the orchestrator; its checkpoints' changelog is named after it
 * @param archive of the journal; by default none
 */
public record Deployment(
    Map<String, Object> client, TopicNames topics, String applicationId, JournalArchive archive) {
  private static final String APPLICATION = "saga-orchestrator";

  public Deployment {
    client = Map.copyOf(client);
  }

  /** The deployment without a prefix. */
  public static Deployment of(Map<String, ?> client) {
    return new Deployment(
        new HashMap<>(client), TopicNames.DEFAULT, APPLICATION, JournalArchive.NONE);
  }

  /** Another deployment on the same cluster, with its default application id. */
  public Deployment withTopics(TopicNames names) {
    return new Deployment(client, names, names.prefix() + APPLICATION, archive);
  }

  /** A different application id. */
  public Deployment withApplicationId(String id) {
    return new Deployment(client, topics, id, archive);
  }

  /** The same with another archive of its journal. */
  public Deployment withArchive(JournalArchive other) {
    return new Deployment(client, topics, applicationId, other);
  }

  /** The topic that keeps the checkpoints. */
  public String checkpointTopic() {
    return applicationId + "-checkpoints-changelog";
  }

  /** Without the client's properties, which may contain secrets. */
  @Override
  public String toString() {
    return "prefix '" + topics.prefix() + "', application id " + applicationId;
  }
}
