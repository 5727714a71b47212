package dev.sagas.dev.platform;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the dev platform starts.
 *
 * @param dataDir where all data is kept
 * @param kafkaPort 0 for a free one
 * @param registryPort 0 for a free one
 * @param httpPort of the orchestrator; 0 for a free one, -1 for none
 * @param partitions of the topics that are created
 * @param orchestrator further properties of the orchestrator
 * @param broker further properties of the broker
 */
public record DevPlatformConfig(
    Path dataDir,
    int kafkaPort,
    int registryPort,
    int httpPort,
    int partitions,
    Map<String, String> orchestrator,
    Map<String, String> broker) {
  private static final int DEFAULT_PARTITIONS = 4;

  public DevPlatformConfig {
    orchestrator = Map.copyOf(orchestrator);
    broker = Map.copyOf(broker);
  }

  /** Free ports, four partitions. */
  public static DevPlatformConfig in(Path dataDir) {
    return new DevPlatformConfig(dataDir, 0, 0, 0, DEFAULT_PARTITIONS, Map.of(), Map.of());
  }

  /** Other ports. */
  public DevPlatformConfig withPorts(int kafka, int registry, int http) {
    return new DevPlatformConfig(dataDir, kafka, registry, http, partitions, orchestrator, broker);
  }

  /** Another number of partitions. */
  public DevPlatformConfig withPartitions(int count) {
    return new DevPlatformConfig(
        dataDir, kafkaPort, registryPort, httpPort, count, orchestrator, broker);
  }

  /** One more property of the orchestrator. */
  public DevPlatformConfig with(String property, String value) {
    Map<String, String> all = new LinkedHashMap<>(orchestrator);
    all.put(property, value);
    return new DevPlatformConfig(
        dataDir, kafkaPort, registryPort, httpPort, partitions, all, broker);
  }

  /** Ended sagas stay known: they are exported to a file of H2 beside the other data. */
  public DevPlatformConfig withExport() {
    return with("export.jdbc.url", "jdbc:h2:file:" + dataDir.resolve("export").toAbsolutePath());
  }

  /** One more property of the broker. */
  public DevPlatformConfig withBroker(String property, String value) {
    Map<String, String> all = new LinkedHashMap<>(broker);
    all.put(property, value);
    return new DevPlatformConfig(
        dataDir, kafkaPort, registryPort, httpPort, partitions, orchestrator, all);
  }
}
