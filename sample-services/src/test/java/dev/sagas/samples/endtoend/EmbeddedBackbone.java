package dev.sagas.samples.endtoend;

import dev.sagas.dev.kafka.EmbeddedKafka;
import dev.sagas.dev.registry.EmbeddedRegistry;
import java.nio.file.Path;

/** Broker and registry in this process. */
final class EmbeddedBackbone implements Backbone {
  private final EmbeddedKafka kafka;
  private final EmbeddedRegistry registry;

  EmbeddedBackbone(Path directory) {
    kafka = EmbeddedKafka.start(directory.resolve("kafka"));
    registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0);
  }

  void restartBroker() {
    kafka.restart();
  }

  @Override
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  @Override
  public String registryUrl() {
    return registry.url();
  }

  @Override
  public void close() {
    registry.close();
    kafka.close();
  }
}
