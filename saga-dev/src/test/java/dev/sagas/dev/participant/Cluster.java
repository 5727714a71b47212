package dev.sagas.dev.participant;

import dev.sagas.dev.kafka.EmbeddedKafka;
import dev.sagas.dev.registry.EmbeddedRegistry;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A broker and a registry, for a class of tests. */
public final class Cluster implements AutoCloseable {
  private final EmbeddedKafka kafka;
  private final EmbeddedRegistry registry;

  private Cluster(EmbeddedKafka kafka) {
    this.kafka = kafka;
    this.registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0);
  }

  public static Cluster in(Path directory) {
    return new Cluster(EmbeddedKafka.start(directory));
  }

  /** What participants and clients need. */
  public Map<String, Object> config() {
    return Map.of(
        "bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url());
  }

  public EmbeddedKafka kafka() {
    return kafka;
  }

  public void createTopics(int partitions, String... names) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      List<NewTopic> topics =
          Arrays.stream(names).map(name -> new NewTopic(name, partitions, (short) 1)).toList();
      admin.createTopics(topics).all().get();
    }
  }

  @Override
  public void close() {
    registry.close();
    kafka.close();
  }
}
