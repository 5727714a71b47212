package dev.sagas.chaos.load;

import dev.sagas.protocol.TopicNames;
import java.util.Map;

/**
 * Where and how fast sagas are started.
 *
 * @param clients settings of the Kafka clients and of the registry
 * @param topics of the deployment
 * @param seed of the definitions, and of everything that clients do
 * @param sagasPerSecond more than 0
 */
public record LoadSettings(
    Map<String, Object> clients, TopicNames topics, long seed, double sagasPerSecond) {
  public LoadSettings {
    clients = Map.copyOf(clients);
    if (!(sagasPerSecond > 0)) {
      throw new IllegalArgumentException(
          "Expected more than 0 sagas per second, but got " + sagasPerSecond);
    }
  }
}
