package dev.sagas.dev.bench;

import dev.sagas.dev.kafka.EmbeddedKafkaConfig;
import dev.sagas.dev.kafka.KafkaProcess;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** The broker of a run: a process of its own, or a cluster that runs already. */
final class BenchBroker implements AutoCloseable {
  private final String bootstrapServers;
  private final @Nullable KafkaProcess own;

  private BenchBroker(String bootstrapServers, @Nullable KafkaProcess own) {
    this.bootstrapServers = bootstrapServers;
    this.own = own;
  }

  /**
   * Starts a broker, or joins the cluster of the settings.
   *
   * @throws BenchFailure if the cluster has topics: its sagas would be measured as well, and its
   *     topics are deleted at the end
   */
  static BenchBroker start(BenchSettings settings) {
    if (settings.join().isPresent()) {
      BenchBroker joined = new BenchBroker(settings.join().get(), null);
      joined.requireNoTopics();
      return joined;
    }
    KafkaProcess own =
        KafkaProcess.start(
            EmbeddedKafkaConfig.in(settings.directory().resolve("kafka")),
            settings.brokerOptions());
    return new BenchBroker(own.bootstrapServers(), own);
  }

  private void requireNoTopics() {
    try (Admin admin = new BenchClients(bootstrapServers).admin()) {
      Set<String> topics = topics(admin);
      if (!topics.isEmpty()) {
        throw new BenchFailure(
            "Expected a cluster without topics, because all of them are deleted at the end, but "
                + bootstrapServers
                + " has "
                + topics.size()
                + ", such as "
                + topics.iterator().next());
      }
    }
  }

  private static Set<String> topics(Admin admin) {
    return new TreeSet<>(BenchClients.result("list the topics", admin.listTopics().names()));
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  /** The process, if it runs here: that of a joined cluster is not metered. */
  Optional<ProcessHandle> process() {
    return own == null ? Optional.empty() : own.handle();
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
      return;
    }
    try (Admin admin = new BenchClients(bootstrapServers).admin()) {
      BenchClients.result("delete the topics", admin.deleteTopics(topics(admin)).all());
    }
  }
}
