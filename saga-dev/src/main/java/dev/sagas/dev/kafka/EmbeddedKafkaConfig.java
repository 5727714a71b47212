package dev.sagas.dev.kafka;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a broker on this machine needs to know.
 *
 * <ul>
 *   <li>{@code dataDir} is created if it is missing and survives a restart.
 *   <li>{@code port} is where clients connect on the loopback interface; 0 takes a free one, which
 *       then stays for restarts of the same object.
 *   <li>{@code properties} are further broker properties and override the defaults of this package.
 * </ul>
 */
public record EmbeddedKafkaConfig(Path dataDir, int port, Map<String, String> properties) {
  public EmbeddedKafkaConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("Expected a port from 0 to 65535, but got " + port);
    }
    dataDir = dataDir.toAbsolutePath();
    properties = Map.copyOf(properties);
  }

  /** A broker with its data in {@code dataDir} on a free port. */
  public static EmbeddedKafkaConfig in(Path dataDir) {
    return new EmbeddedKafkaConfig(dataDir, 0, Map.of());
  }

  public EmbeddedKafkaConfig withPort(int newPort) {
    return new EmbeddedKafkaConfig(dataDir, newPort, properties);
  }

  /** Adds or replaces one broker property. */
  public EmbeddedKafkaConfig withProperty(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(properties);
    all.put(name, value);
    return new EmbeddedKafkaConfig(dataDir, port, all);
  }

  /** The same with a port that is known: the configured one, or a free one. */
  EmbeddedKafkaConfig withKnownPort() {
    return port == 0 ? withPort(Ports.free()) : this;
  }
}
