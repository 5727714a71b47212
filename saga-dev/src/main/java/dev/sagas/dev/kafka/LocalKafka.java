package dev.sagas.dev.kafka;

import java.nio.file.Path;

/** A Kafka broker on this machine, with its data in a directory. */
public abstract sealed class LocalKafka implements AutoCloseable
    permits EmbeddedKafka, KafkaProcess {
  private final EmbeddedKafkaConfig config;

  LocalKafka(EmbeddedKafkaConfig config) {
    this.config = config;
  }

  final EmbeddedKafkaConfig config() {
    return config;
  }

  /** Where clients connect, as in {@code bootstrap.servers}. */
  public final String bootstrapServers() {
    return BrokerProperties.bootstrapServers(config.port());
  }

  /** The port that clients connect to. */
  public final int port() {
    return config.port();
  }

  /** Where its data is. */
  public final Path dataDir() {
    return config.dataDir();
  }

  /** Shuts down cleanly. */
  @Override
  public abstract void close();
}
