package dev.sagas.dev.registry;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an embedded registry needs to know.
 *
 * <ul>
 *   <li>{@code kafka} is the configuration of Kafka clients: at least {@code bootstrap.servers},
 *       and what the cluster's security asks for.
 *   <li>{@code host} is the loopback interface by default. The registry has no authentication: any
 *       other host opens it to everyone who can reach it.
 *   <li>{@code port} 0 takes a free one.
 *   <li>{@code topic} is {@code _schemas} by default.
 * </ul>
 */
public record EmbeddedRegistryConfig(
    Map<String, Object> kafka, String host, int port, String topic) {
  public EmbeddedRegistryConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("Expected a port from 0 to 65535, but got " + port);
    }
    kafka = Map.copyOf(kafka);
  }

  /** On the loopback interface and a free port. */
  public static EmbeddedRegistryConfig of(String bootstrapServers) {
    return new EmbeddedRegistryConfig(
        Map.of("bootstrap.servers", bootstrapServers), "127.0.0.1", 0, "_schemas");
  }

  public EmbeddedRegistryConfig withPort(int newPort) {
    return new EmbeddedRegistryConfig(kafka, host, newPort, topic);
  }

  public EmbeddedRegistryConfig withHost(String newHost) {
    return new EmbeddedRegistryConfig(kafka, newHost, port, topic);
  }

  /** Adds or replaces one property of the Kafka clients. */
  public EmbeddedRegistryConfig withKafka(String name, Object value) {
    Map<String, Object> all = new LinkedHashMap<>(kafka);
    all.put(name, value);
    return new EmbeddedRegistryConfig(all, host, port, topic);
  }
}
